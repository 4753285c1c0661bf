// A program that begins with wmain, and says how many characters its arguments have.
#include <stdio.h>
#include <windows.h>

int wmain(int argc, WCHAR* argv[]);

int wmain(int argc, WCHAR* argv[]) {
  for (int i = 1; i < argc; ++i) printf("%d ", lstrlenW(argv[i]));
  printf("%s\n", argv[argc] == NULL ? "end" : "no end");
  return argc == 4 && lstrcmpW(argv[1], L"10.9.3.3") == 0 ? 0 : 1;
}
