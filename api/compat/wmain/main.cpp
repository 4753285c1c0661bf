// Where a program that has wmain begins: its arguments, from UTF-8.
#include <clocale>
#include <string>
#include <vector>

#include "api/compat/source/wide.h"

extern "C" int wmain(int argc, wchar_t* argv[]);

int main(int argc, char* argv[]) {
  std::setlocale(LC_CTYPE, "");  // so that the C library prints wide text
  std::vector<std::wstring> texts(static_cast<std::size_t>(argc));
  std::vector<wchar_t*> arguments(texts.size() + 1, nullptr);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i] = icmpwire::compat::widen(argv[i]);
    arguments[i] = texts[i].data();
  }
  return wmain(argc, arguments.data());
}
