// The functions of icmpwire_wait.h: handles looked up, results turned into Windows' numbers.
#include <icmpwire_wait.h>

#include <algorithm>
#include <array>
#include <thread>

#include "api/guarded.h"
#include "api/handle_table.h"
#include "api/icmp_handle.h"
#include "api/per_process.h"
#include "api/wait/event.h"
#include "api/wait/mutex.h"
#include "api/wait/names.h"
#include "api/wait/thread.h"
#include "api/wait/wait.h"

using namespace icmpwire;

namespace {

// What Windows' GetCurrentThread returns.
const HANDLE this_thread = reinterpret_cast<HANDLE>(intptr_t{-2});

BOOL fail(DWORD error) {
  set_last_error(error);
  return FALSE;
}

template <class Object>
std::shared_ptr<Object> object_of(HANDLE handle) {
  if (handle == this_thread) return std::dynamic_pointer_cast<Object>(HandleTable::Object(Thread::current()));
  return handles().use<Object>(reinterpret_cast<HandleTable::Value>(handle));
}

HANDLE open_handle(HandleTable::Object object, DWORD last_error = NO_ERROR) {
  const HandleTable::Value value = handles().open(std::move(object));
  set_last_error(value != 0 ? last_error : DWORD{ERROR_NOT_ENOUGH_MEMORY});
  return reinterpret_cast<HANDLE>(value);
}

// A handle on a new object, or on the one that has the name already.
template <class Object, class Make>
HANDLE create(const char* name, Make make) {
  return guarded(HANDLE{nullptr}, [&]() -> HANDLE {
    if (name == nullptr || *name == '\0') return open_handle(make());
    const Names::Named named = per_process<Names>().find_or_make(name, make);
    if (dynamic_cast<Object*>(named.object.get()) == nullptr) {
      set_last_error(ERROR_INVALID_HANDLE);
      return nullptr;
    }
    return open_handle(named.object, named.existed ? ERROR_ALREADY_EXISTS : NO_ERROR);
  });
}

Deadline deadline_in(DWORD milliseconds) {
  return milliseconds == INFINITE
             ? no_deadline
             : std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

DWORD to_number(const WaitResult& result) {
  switch (result.why) {
    case WaitResult::Why::object:
      return WAIT_OBJECT_0 + static_cast<DWORD>(result.index);
    case WaitResult::Why::abandoned:
      return WAIT_ABANDONED_0 + static_cast<DWORD>(result.index);
    case WaitResult::Why::apcs:
      return WAIT_IO_COMPLETION;
    case WaitResult::Why::timeout:
      return WAIT_TIMEOUT;
  }
  return WAIT_FAILED;
}

struct Objects {
  std::array<std::shared_ptr<Waitable>, MAXIMUM_WAIT_OBJECTS> owners;
  std::array<Waitable*, MAXIMUM_WAIT_OBJECTS> pointers{};
};

// 0, or the last error of handles that cannot be waited for.
DWORD look_up(std::span<const HANDLE> from, WaitFor which, Objects& to) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    to.owners[i] = object_of<Waitable>(from[i]);
    if (!to.owners[i]) return ERROR_INVALID_HANDLE;
    to.pointers[i] = to.owners[i].get();
    const auto before = to.pointers.begin() + static_cast<std::ptrdiff_t>(i);
    if (which == WaitFor::all && std::find(to.pointers.begin(), before, *before) != before)
      return ERROR_INVALID_PARAMETER;
  }
  return NO_ERROR;
}

DWORD wait_unalerted(std::span<const HANDLE> handles_waited_for, WaitFor which, Deadline until,
                     bool alertable) {
  return guarded(DWORD{WAIT_FAILED}, [&]() -> DWORD {
    Objects objects;
    if (const DWORD error = look_up(handles_waited_for, which, objects); error != NO_ERROR) {
      set_last_error(error);
      return WAIT_FAILED;
    }
    Wait wait(*Thread::current(), {objects.pointers.data(), handles_waited_for.size()}, which,
              alertable ? Alertable::yes : Alertable::no);
    return to_number(wait.run(until));
  });
}

// The queued calls run outside of what is guarded: they may end the thread.
DWORD wait_for(std::span<const HANDLE> handles_waited_for, WaitFor which, DWORD milliseconds,
               BOOL alertable) {
  const DWORD result =
      wait_unalerted(handles_waited_for, which, deadline_in(milliseconds), alertable != FALSE);
  if (result == WAIT_IO_COMPLETION) Thread::current()->run_apcs();
  return result;
}

Failure suspended_thread() {
  return Failure("start", "a suspended thread", Reason::unsupported, {},
                 "needs a system that can stop a thread from outside",
                 "start it without CREATE_SUSPENDED and let it wait for an event first");
}

}  // namespace

HANDLE icmpwire_create_event(BOOL manual_reset, BOOL signalled, const char* name) {
  return create<Event>(name,
                       [=] { return std::make_shared<Event>(manual_reset != FALSE, signalled != FALSE); });
}

BOOL icmpwire_set_event(HANDLE event) {
  const auto object = object_of<Event>(event);
  if (!object) return fail(ERROR_INVALID_HANDLE);
  object->set();
  return TRUE;
}

BOOL icmpwire_reset_event(HANDLE event) {
  const auto object = object_of<Event>(event);
  if (!object) return fail(ERROR_INVALID_HANDLE);
  object->reset();
  return TRUE;
}

HANDLE icmpwire_create_mutex(BOOL owned, const char* name) {
  return create<Mutex>(name, [=] {
    auto mutex = std::make_shared<Mutex>();
    if (owned != FALSE) wait(*mutex);
    return mutex;
  });
}

BOOL icmpwire_release_mutex(HANDLE mutex) {
  const auto object = object_of<Mutex>(mutex);
  if (!object) return fail(ERROR_INVALID_HANDLE);
  return object->release() ? TRUE : fail(ERROR_NOT_OWNER);
}

HANDLE icmpwire_create_thread(size_t stack_octets, icmpwire_thread_start start, LPVOID parameter, DWORD flags,
                              DWORD* identifier) {
  return guarded(HANDLE{nullptr}, [&]() -> HANDLE {
    if (start == nullptr) {
      set_last_error(ERROR_INVALID_PARAMETER);
      return nullptr;
    }
    if ((flags & CREATE_SUSPENDED) != 0) {
      set_last_error(suspended_thread());
      return nullptr;
    }
    const auto thread = std::make_shared<Thread>();
    const HANDLE handle = open_handle(thread);
    if (handle == nullptr) return nullptr;
    if (identifier != nullptr) *identifier = thread->identifier();
    try {
      Thread::start(
          thread, [=] { return start(parameter); }, stack_octets);
    } catch (...) {
      icmpwire_close_handle(handle);
      throw;
    }
    return handle;
  });
}

void icmpwire_exit_thread(DWORD code) { Thread::exit(code); }

BOOL icmpwire_get_exit_code(HANDLE thread, DWORD* code) {
  const auto object = object_of<Thread>(thread);
  if (!object) return fail(ERROR_INVALID_HANDLE);
  if (code == nullptr) return fail(ERROR_INVALID_PARAMETER);
  *code = object->exit_code().value_or(STILL_ACTIVE);
  return TRUE;
}

HANDLE icmpwire_current_thread(void) { return this_thread; }

DWORD icmpwire_current_thread_identifier(void) { return Thread::current()->identifier(); }

BOOL icmpwire_queue_apc(icmpwire_apc apc, HANDLE thread, uintptr_t data) {
  return guarded(BOOL{FALSE}, [&]() -> BOOL {
    if (apc == nullptr) return fail(ERROR_INVALID_PARAMETER);
    const auto object = object_of<Thread>(thread);
    if (!object) return fail(ERROR_INVALID_HANDLE);
    return object->queue([=] { apc(data); }) ? TRUE : fail(ERROR_GEN_FAILURE);
  });
}

DWORD icmpwire_wait_for_single_object(HANDLE object, DWORD milliseconds, BOOL alertable) {
  return wait_for({&object, 1}, WaitFor::any, milliseconds, alertable);
}

DWORD icmpwire_wait_for_multiple_objects(DWORD count, const HANDLE* objects, BOOL all, DWORD milliseconds,
                                         BOOL alertable) {
  if (count == 0 || count > MAXIMUM_WAIT_OBJECTS || objects == nullptr) {
    set_last_error(ERROR_INVALID_PARAMETER);
    return WAIT_FAILED;
  }
  return wait_for({objects, count}, all != FALSE ? WaitFor::all : WaitFor::any, milliseconds, alertable);
}

DWORD icmpwire_sleep(DWORD milliseconds, BOOL alertable) {
  if (milliseconds == 0) std::this_thread::yield();
  return wait_for({}, WaitFor::any, milliseconds, alertable) == WAIT_IO_COMPLETION ? WAIT_IO_COMPLETION : 0;
}

BOOL icmpwire_close_handle(HANDLE handle) {
  if (handle == this_thread) return TRUE;
  if (icmp_handle(handle)) return IcmpCloseHandle(handle);
  return handles().close(reinterpret_cast<HandleTable::Value>(handle)) ? TRUE : fail(ERROR_INVALID_HANDLE);
}
