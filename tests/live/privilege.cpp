#include "tests/live/privilege.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace icmpwire::live {

void drop_capability(unsigned capability) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> sets{};
  long status = syscall(SYS_capget, &header, sets.data());
  sets[CAP_TO_INDEX(capability)].effective &= ~CAP_TO_MASK(capability);
  if (status == 0) status = syscall(SYS_capset, &header, sets.data());
  if (status != 0) throw std::system_error(errno, std::generic_category(), "capset");
}

}  // namespace icmpwire::live
