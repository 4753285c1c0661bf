// Keeps exceptions inside: nothing is thrown across the C interface.
#pragma once

#include <new>
#include <system_error>

#include "api/last_error.h"

namespace icmpwire {

// What `function` returns; or `on_failure`, with the last error, if it throws.
template <class Result, class Function>
Result guarded(Result on_failure, Function function) noexcept {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    set_last_error(ERROR_NOT_ENOUGH_MEMORY);
  } catch (const std::system_error&) {  // no further thread
    set_last_error(ERROR_NOT_ENOUGH_MEMORY);
  } catch (...) {
    set_last_error(ERROR_GEN_FAILURE);
  }
  return on_failure;
}

}  // namespace icmpwire
