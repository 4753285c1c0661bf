// ICMPWIRE_API marks what the shared library exports; it says nothing about calling conventions or languages.
#pragma once

// ICMPWIRE_BUILDING is defined while the library itself is compiled. On Windows a program that links the DLL
// defines ICMPWIRE_DLL; elsewhere a program defines nothing.
#if !defined(_WIN32)
#define ICMPWIRE_API __attribute__((visibility("default")))
#elif defined(ICMPWIRE_BUILDING)
#define ICMPWIRE_API __declspec(dllexport)
#elif defined(ICMPWIRE_DLL)
#define ICMPWIRE_API __declspec(dllimport)
#else
#define ICMPWIRE_API
#endif
