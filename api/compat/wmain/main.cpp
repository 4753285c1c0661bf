// Where a program that has wmain begins: its arguments, from UTF-8.
#include <clocale>
#include <string>
#include <vector>

#include "api/compat/source/wide.h"

extern "C" int wmain(int argc, wchar_t* argv[]);

int main(int argc, char* argv[]) {
  std::setlocale(LC_CTYPE, "");  // so that the C library prints wide text
  std::vector<std::wstring> texts;
  for (int i = 0; i < argc; ++i) texts.push_back(icmpwire::compat::widen(argv[i]));
  std::vector<wchar_t*> arguments;
  for (std::wstring& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  return wmain(argc, arguments.data());
}
