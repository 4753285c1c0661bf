#include "capture/system/privileges.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "capture/system/error.h"

namespace icmpwire {
namespace {

bool has(const std::array<__user_cap_data_struct, 2>& sets, unsigned capability) {
  return (sets[CAP_TO_INDEX(capability)].effective & CAP_TO_MASK(capability)) != 0;
}

}  // namespace

Privileges privileges() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> sets{};
  syscall(SYS_capget, &header, sets.data());
  return {geteuid(), has(sets, CAP_NET_RAW), has(sets, CAP_NET_ADMIN)};
}

std::string program_path() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::string() : path.string();
}

Failure no_raw_packets(std::string operation, std::string object) {
  const std::string path = program_path();
  Failure failure;
  failure.operation = std::move(operation);
  failure.object = std::move(object);
  failure.reason = Reason::no_privilege;
  failure.detail = system_words(EPERM);
  failure.needs = "needs CAP_NET_RAW; you are uid " + std::to_string(privileges().user);
  failure.instead = "sudo setcap cap_net_raw+ep " + (path.empty() ? "PROGRAM" : path) +
                    " | --wire sim | --wire replay:FILE";
  return failure;
}

}  // namespace icmpwire
