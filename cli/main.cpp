#include <string>
#include <vector>

#include "cli/run.h"

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  return icmpwire::cli::run(arguments, {stdout, stderr});
}
