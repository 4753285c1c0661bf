#include "capture/system/wait_set.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

#include "capture/system/error.h"

namespace icmpwire {
namespace {

timespec to_timespec(Nanos duration) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
  return {static_cast<time_t>(seconds.count()), static_cast<long>((duration - seconds).count())};
}

int wait_for(int events, std::span<epoll_event> found, Nanos timeout) {
  const int room = static_cast<int>(found.size());
  if (timeout <= Nanos{}) return epoll_wait(events, found.data(), room, 0);
  if (timeout == forever) return epoll_wait(events, found.data(), room, -1);
  const timespec limit = to_timespec(timeout);
  const int count = epoll_pwait2(events, found.data(), room, &limit, nullptr);
  if (count >= 0 || errno != ENOSYS) return count;
  // Before Linux 5.11 there are milliseconds only.
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(timeout);
  const auto longest = std::chrono::milliseconds(std::chrono::hours(1));
  return epoll_wait(events, found.data(), room, static_cast<int>(std::min(milliseconds, longest).count()));
}

// Takes back what made it readable.
void acknowledge(const Descriptor& counter) {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t size = read(counter.number(), &count, sizeof count);
}

}  // namespace

Result<WaitSet> WaitSet::open() {
  WaitSet set;
  set.events_ = Descriptor(epoll_create1(EPOLL_CLOEXEC));
  set.wake_ = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  set.alarm_ = Descriptor(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!set.events_ || !set.wake_ || !set.alarm_) return system_failure("wait for", "the network", errno);
  for (const auto& [descriptor, tag] :
       {std::pair(set.wake_.number(), woken), {set.alarm_.number(), alarmed}}) {
    if (auto added = set.add(descriptor, tag); !added) return tl::unexpected(std::move(added).error());
  }
  return set;
}

Result<void> WaitSet::add(int descriptor, std::uint32_t tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u32 = tag;
  if (epoll_ctl(events_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0) return {};
  return system_failure("wait for", "a device", errno);
}

void WaitSet::remove(int descriptor) { epoll_ctl(events_.number(), EPOLL_CTL_DEL, descriptor, nullptr); }

void WaitSet::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t size = write(wake_.number(), &one, sizeof one);
}

void WaitSet::set_alarm(Nanos at) {
  itimerspec when{};  // all zero: never
  if (at != forever) when.it_value = to_timespec(std::max(at, Nanos{1}));
  timerfd_settime(alarm_.number(), TFD_TIMER_ABSTIME, &when, nullptr);
}

std::size_t WaitSet::wait(Nanos timeout, std::span<std::uint32_t> ready) {
  std::array<epoll_event, 32> found;
  const auto room = std::span(found).first(std::min(found.size(), ready.size()));
  const int count = wait_for(events_.number(), room, timeout);
  for (int i = 0; i < count; ++i) {
    const std::uint32_t tag = found[static_cast<std::size_t>(i)].data.u32;
    if (tag == woken) acknowledge(wake_);
    if (tag == alarmed) acknowledge(alarm_);
    ready[static_cast<std::size_t>(i)] = tag;
  }
  return static_cast<std::size_t>(std::max(count, 0));
}

bool wait_until_writable(int descriptor, Nanos timeout) {
  pollfd waiting{descriptor, POLLOUT, 0};
  const timespec limit = to_timespec(timeout);
  return ppoll(&waiting, 1, &limit, nullptr) > 0;
}

}  // namespace icmpwire
