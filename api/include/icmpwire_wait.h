// The wait core: events, mutexes, threads with queued calls, and waiting for any or all of them; no
// semaphores, timers or processes.
//
// It does what Windows' functions of like names do, with their return values and last errors, so that
// asynchronous ICMP requests can be waited for as on Windows; api/compat has Windows' own names for it. One
// table holds these handles and those of icmpapi.h. Every function may be called from any thread. Evidence is
// tagged as in icmpapi.h. Source: Microsoft's pages on the functions named.
#pragma once

#include "icmpwire_types.h"

#if !defined(_WIN32)

#include <stddef.h>

#include "icmpwire_errors.h"
#include "icmpwire_export.h"

// What waits return.
#define WAIT_OBJECT_0 0x00000000U
#define WAIT_ABANDONED 0x00000080U
#define WAIT_ABANDONED_0 WAIT_ABANDONED
#define WAIT_IO_COMPLETION 0x000000C0U
#define WAIT_TIMEOUT 258U
#define WAIT_FAILED 0xFFFFFFFFU

#define INFINITE 0xFFFFFFFFU      // no time-out
#define MAXIMUM_WAIT_OBJECTS 64   // in one wait
#define STILL_ACTIVE 259U         // the exit code of a thread that has not ended
#define CREATE_SUSPENDED 0x4U     // not supported
#define ERROR_ALREADY_EXISTS 183  // the last error after opening an object by a name that is known
#define ERROR_NOT_OWNER 288

#if defined(__cplusplus)
extern "C" {
#endif

// Creates an event (CreateEvent): while it is signalled, waits for it are satisfied. With `manual_reset` it
// stays signalled until it is reset; else it ends one wait for each time it is set.
//
// - name: NUL-terminated, or NULL. Within this process, an object of the same name is opened again, and the
//   last error is ERROR_ALREADY_EXISTS; other processes have names of their own [choice].
//
// Returns a handle that the caller ends with icmpwire_close_handle, and the last error is 0; or NULL with
//   ERROR_INVALID_HANDLE      the name is that of another kind of object [D]
//   ERROR_NOT_ENOUGH_MEMORY   no memory, or more than 131,072 handles
ICMPWIRE_API HANDLE icmpwire_create_event(BOOL manual_reset, BOOL signalled, const char* name);

// Signals an event, or ends that (SetEvent, ResetEvent). Returns TRUE; or FALSE with ERROR_INVALID_HANDLE.
ICMPWIRE_API BOOL icmpwire_set_event(HANDLE event);
ICMPWIRE_API BOOL icmpwire_reset_event(HANDLE event);

// Creates a mutex (CreateMutex), which a wait makes the waiting thread's own, any number of times. If its
// owner ends before it has released it as often, the next wait says WAIT_ABANDONED. With `owned` the calling
// thread owns it from the start, if it is new. `name`, result and errors: as icmpwire_create_event.
ICMPWIRE_API HANDLE icmpwire_create_mutex(BOOL owned, const char* name);

// Takes back one wait for a mutex (ReleaseMutex). Returns TRUE; or FALSE with ERROR_INVALID_HANDLE, or
// ERROR_NOT_OWNER if the calling thread does not own it [D].
ICMPWIRE_API BOOL icmpwire_release_mutex(HANDLE mutex);

typedef DWORD (*icmpwire_thread_start)(LPVOID parameter);
typedef void (*icmpwire_apc)(uintptr_t data);

// Starts a thread (CreateThread). Its handle is signalled when it ends, and is the caller's to close, before
// or after.
//
// - stack_octets: 0 for the system's default; raised to the least the system has.
// - flags: 0. CREATE_SUSPENDED is not supported, other flags are ignored.
// - identifier: takes the thread's number; may be NULL.
//
// Returns the handle; or NULL with ERROR_INVALID_PARAMETER (no `start`), ERROR_NOT_SUPPORTED (suspended) or
// ERROR_NOT_ENOUGH_MEMORY.
ICMPWIRE_API HANDLE icmpwire_create_thread(size_t stack_octets, icmpwire_thread_start start, LPVOID parameter,
                                           DWORD flags, DWORD* identifier);

// Ends the calling thread, whoever started it (ExitThread). Does not return.
ICMPWIRE_API void icmpwire_exit_thread(DWORD code) __attribute__((noreturn));

// Puts STILL_ACTIVE or, once it has ended, the thread's exit code into *code (GetExitCodeThread); the code of
// a thread that we did not start is 0. Returns TRUE; or FALSE with ERROR_INVALID_HANDLE or
// ERROR_INVALID_PARAMETER (no `code`).
ICMPWIRE_API BOOL icmpwire_get_exit_code(HANDLE thread, DWORD* code);

// A value that means the calling thread in every call (GetCurrentThread); not to be closed, which is
// harmless.
ICMPWIRE_API HANDLE icmpwire_current_thread(void);

// The calling thread's number (GetCurrentThreadId): a multiple of 4, never 0, unique in the process.
ICMPWIRE_API DWORD icmpwire_current_thread_identifier(void);

// Has `thread` call apc(data) in an alertable wait (QueueUserAPC). All queued calls run, first in first out,
// and those that they queue too, before the wait returns WAIT_IO_COMPLETION [D; that the latter run in the
// same wait: choice]. A thread that is starting runs what is queued for it first [D].
//
// Returns TRUE; or FALSE with ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER (no `apc`), ERROR_GEN_FAILURE
// (the thread has ended [D for threads that end, choice of number]) or ERROR_NOT_ENOUGH_MEMORY.
ICMPWIRE_API BOOL icmpwire_queue_apc(icmpwire_apc apc, HANDLE thread, uintptr_t data);

// Waits for one object (WaitForSingleObjectEx): an event, a mutex or a thread.
//
// - milliseconds: 0 to look only, INFINITE for no time-out.
// - alertable: whether queued calls are run meanwhile. They come before an object that is signalled already,
//   which then stays as it is [D of the queue's being looked at first].
//
// Returns WAIT_OBJECT_0; WAIT_ABANDONED (owned now, but its last owner ended); WAIT_IO_COMPLETION (calls were
// run); WAIT_TIMEOUT; or WAIT_FAILED with ERROR_INVALID_HANDLE or ERROR_NOT_ENOUGH_MEMORY. ICMP handles
// cannot be waited for [choice]. The handle may be closed meanwhile: the wait goes on [choice].
ICMPWIRE_API DWORD icmpwire_wait_for_single_object(HANDLE object, DWORD milliseconds, BOOL alertable);

// Waits for any or all of several objects (WaitForMultipleObjectsEx). For all: nothing is consumed before all
// of them are signalled at the same time.
//
// - count: 1 to MAXIMUM_WAIT_OBJECTS.
// - objects: handles. For all, no object twice.
//
// Returns as icmpwire_wait_for_single_object, with the least index of a signalled object added to
// WAIT_OBJECT_0 or WAIT_ABANDONED_0 when waiting for any [D]; for all, nothing is added [choice]. WAIT_FAILED
// also with ERROR_INVALID_PARAMETER.
ICMPWIRE_API DWORD icmpwire_wait_for_multiple_objects(DWORD count, const HANDLE* objects, BOOL all,
                                                      DWORD milliseconds, BOOL alertable);

// Sleeps (SleepEx); for 0 milliseconds, lets other threads run. Returns 0 when the time is over, or
// WAIT_IO_COMPLETION when queued calls were run.
ICMPWIRE_API DWORD icmpwire_sleep(DWORD milliseconds, BOOL alertable);

// Ends a handle of any kind (CloseHandle); that of an ICMP handle is as IcmpCloseHandle. The object itself
// lives on while a thread waits for it or another handle has it; a thread runs on. Returns TRUE; or FALSE
// with ERROR_INVALID_HANDLE.
ICMPWIRE_API BOOL icmpwire_close_handle(HANDLE handle);

#if defined(__cplusplus)
}
#endif

#endif
