// The functions around the ICMP calls that programs in use were found to need, with Windows' prototypes.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <process.h>
#include <conio.h>
#include <io.h>
#include <strsafe.h>
#include <iphlpapi.h>
#include <sys/timeb.h>
// clang-format on

HANDLE (*create_event_a)(LPSECURITY_ATTRIBUTES, BOOL, BOOL, LPCSTR) = CreateEventA;
HANDLE (*create_event_w)(LPSECURITY_ATTRIBUTES, BOOL, BOOL, LPCWSTR) = CreateEventW;
BOOL (*set_event)(HANDLE) = SetEvent;
BOOL (*reset_event)(HANDLE) = ResetEvent;
BOOL (*close_handle)(HANDLE) = CloseHandle;
DWORD (*wait_for_one)(HANDLE, DWORD) = WaitForSingleObject;
DWORD (*wait_for_one_alertably)(HANDLE, DWORD, BOOL) = WaitForSingleObjectEx;
DWORD (*wait_for_several)(DWORD, const HANDLE*, BOOL, DWORD) = WaitForMultipleObjects;
DWORD (*wait_for_several_alertably)(DWORD, const HANDLE*, BOOL, DWORD, BOOL) = WaitForMultipleObjectsEx;
void (*sleep_for)(DWORD) = Sleep;
DWORD (*sleep_alertably)(DWORD, BOOL) = SleepEx;
DWORD (*queue_call)(PAPCFUNC, HANDLE, ULONG_PTR) = QueueUserAPC;

HANDLE(*create_thread)
(LPSECURITY_ATTRIBUTES, SIZE_T, LPTHREAD_START_ROUTINE, LPVOID, DWORD, LPDWORD) = CreateThread;
BOOL (*get_exit_code)(HANDLE, LPDWORD) = GetExitCodeThread;
HANDLE (*this_thread)(void) = GetCurrentThread;
DWORD (*this_thread_number)(void) = GetCurrentThreadId;
uintptr_t (*begin_thread)(void (*)(void*), unsigned, void*) = _beginthread;
uintptr_t (*begin_thread_ex)(void*, unsigned, unsigned (*)(void*), void*, unsigned,
                             unsigned*) = _beginthreadex;
void (*end_thread)(void) = _endthread;
void (*end_thread_ex)(unsigned) = _endthreadex;

HANDLE (*create_mutex_a)(LPSECURITY_ATTRIBUTES, BOOL, LPCSTR) = CreateMutexA;
HANDLE (*create_mutex_w)(LPSECURITY_ATTRIBUTES, BOOL, LPCWSTR) = CreateMutexW;
BOOL (*release_mutex)(HANDLE) = ReleaseMutex;
void (*initialize_section)(LPCRITICAL_SECTION) = InitializeCriticalSection;
void (*enter_section)(LPCRITICAL_SECTION) = EnterCriticalSection;
BOOL (*try_section)(LPCRITICAL_SECTION) = TryEnterCriticalSection;
void (*leave_section)(LPCRITICAL_SECTION) = LeaveCriticalSection;
void (*delete_section)(LPCRITICAL_SECTION) = DeleteCriticalSection;

HMODULE (*load_library_a)(LPCSTR) = LoadLibraryA;
HMODULE (*load_library_w)(LPCWSTR) = LoadLibraryW;
HMODULE (*module_a)(LPCSTR) = GetModuleHandleA;
HMODULE (*module_w)(LPCWSTR) = GetModuleHandleW;
FARPROC (*find_function)(HMODULE, LPCSTR) = GetProcAddress;
BOOL (*free_library)(HMODULE) = FreeLibrary;

DWORD (*format_message_a)(DWORD, LPCVOID, DWORD, DWORD, LPSTR, DWORD, va_list*) = FormatMessageA;
DWORD (*format_message_w)(DWORD, LPCVOID, DWORD, DWORD, LPWSTR, DWORD, va_list*) = FormatMessageW;
DWORD (*ip_error_string)(IP_STATUS, PWSTR, PDWORD) = GetIpErrorString;

HLOCAL (*local_alloc)(UINT, SIZE_T) = LocalAlloc;
HLOCAL (*local_free)(HLOCAL) = LocalFree;
HANDLE (*process_heap)(void) = GetProcessHeap;
LPVOID (*heap_alloc)(HANDLE, DWORD, SIZE_T) = HeapAlloc;
BOOL (*heap_free)(HANDLE, DWORD, LPVOID) = HeapFree;

int (*startup)(WORD, LPWSADATA) = WSAStartup;
int (*cleanup)(void) = WSACleanup;
int (*socket_error)(void) = WSAGetLastError;
void (*set_socket_error)(int) = WSASetLastError;
INT (*address_a)(LPSOCKADDR, DWORD, LPVOID, LPSTR, LPDWORD) = WSAAddressToStringA;
INT (*address_w)(LPSOCKADDR, DWORD, LPVOID, LPWSTR, LPDWORD) = WSAAddressToStringW;
INT (*address_info)(PCWSTR, PCWSTR, const ADDRINFOW*, PADDRINFOW*) = GetAddrInfoW;
VOID (*free_address_info)(PADDRINFOW) = FreeAddrInfoW;
INT (*name_info)(const SOCKADDR*, socklen_t, PWCHAR, DWORD, PWCHAR, DWORD, INT) = GetNameInfoW;

BOOL (*control_handler)(PHANDLER_ROUTINE, BOOL) = SetConsoleCtrlHandler;
LPSTR (*command_line_a)(void) = GetCommandLineA;
LPWSTR (*command_line_w)(void) = GetCommandLineW;
void (*debug_a)(LPCSTR) = OutputDebugStringA;
void (*debug_w)(LPCWSTR) = OutputDebugStringW;
int (*get_key)(void) = _getch;
int (*key_waits)(void) = _kbhit;
int (*commit)(int) = _commit;

int (*print_a)(LPSTR, LPCSTR, ...) = wsprintfA;
int (*print_w)(LPWSTR, LPCWSTR, ...) = wsprintfW;
HRESULT (*copy_a)(LPSTR, size_t, LPCSTR) = StringCchCopyA;
HRESULT (*copy_w)(LPWSTR, size_t, LPCWSTR) = StringCchCopyW;

DWORD (*ticks)(void) = GetTickCount;
ULONGLONG (*ticks_64)(void) = GetTickCount64;
BOOL (*counter)(LARGE_INTEGER*) = QueryPerformanceCounter;
BOOL (*frequency)(LARGE_INTEGER*) = QueryPerformanceFrequency;
void (*time_of_day)(struct _timeb*) = _ftime;
int (*local_time)(struct tm*, const time_t*) = localtime_s;
