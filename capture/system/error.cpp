#include "capture/system/error.h"

#include <cerrno>
#include <system_error>

namespace icmpwire {
namespace {

Reason reason_of(int error) {
  switch (error) {
    case EPERM:
      return Reason::no_privilege;
    case ENODEV:
    case ENXIO:
      return Reason::no_such_device;
    case ENETDOWN:
      return Reason::device_down;
    case ENETUNREACH:
      return Reason::no_route;
    case EHOSTUNREACH:
      return Reason::host_unreachable;
    case EMSGSIZE:
      return Reason::too_big;
    case ENOMEM:
    case ENOBUFS:
    case EMFILE:
    case ENFILE:
      return Reason::no_resources;
    default:
      return Reason::system;
  }
}

}  // namespace

std::string system_words(int error) { return std::generic_category().message(error); }

tl::unexpected<Failure> system_failure(std::string_view operation, std::string_view object, int error) {
  return tl::unexpected(
      Failure(std::string(operation), std::string(object), reason_of(error), system_words(error)));
}

}  // namespace icmpwire
