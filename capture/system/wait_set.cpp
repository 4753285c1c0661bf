#include "capture/system/wait_set.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <mutex>
#include <vector>

#include "capture/system/error.h"

namespace icmpwire {
namespace {

timespec to_timespec(Nanos duration) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
  return {static_cast<time_t>(seconds.count()), static_cast<long>((duration - seconds).count())};
}

// Takes back what made it readable.
void acknowledge(const Descriptor& counter) {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t size = read(counter.number(), &count, sizeof count);
}

bool watch(const Descriptor& events, const pollfd& source) {
  epoll_event event{};
  event.events = EPOLLIN;
  return epoll_ctl(events.number(), EPOLL_CTL_ADD, source.fd, &event) == 0;
}

}  // namespace

struct WaitSet::State {
  Descriptor wake, alarm;

  std::mutex mutex;  // guards what follows
  std::vector<pollfd> sources;
  std::vector<std::uint32_t> tags;  // of the sources
  Descriptor events;                // an epoll instance, once it was asked for
  std::uint64_t version = 0;        // counts changes of the sources
  bool waiting = false;

  // The waiting thread's own copy.
  std::vector<pollfd> polled;
  std::vector<std::uint32_t> polled_tags;
  std::uint64_t polled_version = 0;

  void begin_wait() {
    const std::lock_guard lock(mutex);
    waiting = true;
    if (polled_version == version) return;
    polled = sources;
    polled_tags = tags;
    polled_version = version;
  }
  void end_wait() {
    const std::lock_guard lock(mutex);
    waiting = false;
  }
  // Whether somebody waits for the sources as they were.
  bool changed() {
    ++version;
    return waiting;
  }
};

WaitSet::WaitSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
WaitSet::WaitSet(WaitSet&&) noexcept = default;
WaitSet::~WaitSet() = default;

Result<WaitSet> WaitSet::open() {
  auto state = std::make_unique<State>();
  state->wake = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  state->alarm = Descriptor(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!state->wake || !state->alarm) return system_failure("wait for", "the network", errno);
  WaitSet set(std::move(state));
  for (const auto& [descriptor, tag] :
       {std::pair(set.state_->wake.number(), woken), {set.state_->alarm.number(), alarmed}}) {
    if (auto added = set.add(descriptor, tag); !added) return tl::unexpected(std::move(added).error());
  }
  return set;
}

Result<void> WaitSet::add(int descriptor, std::uint32_t tag) {
  const std::lock_guard lock(state_->mutex);
  const pollfd source{descriptor, POLLIN, 0};
  if (state_->events && !watch(state_->events, source)) return system_failure("wait for", "a device", errno);
  state_->sources.push_back(source);
  state_->tags.push_back(tag);
  if (state_->changed()) wake();
  return {};
}

void WaitSet::remove(int descriptor) {
  const std::lock_guard lock(state_->mutex);
  auto& sources = state_->sources;
  const auto found = std::find_if(sources.begin(), sources.end(),
                                  [=](const pollfd& source) { return source.fd == descriptor; });
  if (found == sources.end()) return;
  if (state_->events) epoll_ctl(state_->events.number(), EPOLL_CTL_DEL, descriptor, nullptr);
  state_->tags.erase(state_->tags.begin() + (found - sources.begin()));
  sources.erase(found);
  if (state_->changed()) wake();
}

void WaitSet::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t size = write(state_->wake.number(), &one, sizeof one);
}

void WaitSet::wake_observer() {
  const std::lock_guard lock(state_->mutex);
  if (state_->events) wake();
}

void WaitSet::set_alarm(Nanos at) {
  itimerspec when{};  // all zero: never
  if (at != forever) when.it_value = to_timespec(std::max(at, Nanos{1}));
  timerfd_settime(state_->alarm.number(), TFD_TIMER_ABSTIME, &when, nullptr);
}

std::size_t WaitSet::wait(Nanos timeout, std::span<std::uint32_t> ready) {
  state_->begin_wait();
  std::vector<pollfd>& polled = state_->polled;
  const timespec limit = to_timespec(std::max(timeout, Nanos{}));
  const int found = ppoll(polled.data(), polled.size(), timeout == forever ? nullptr : &limit, nullptr);
  state_->end_wait();
  if (found <= 0) return 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < polled.size() && count < ready.size(); ++i) {
    if (polled[i].revents == 0) continue;
    const std::uint32_t tag = state_->polled_tags[i];
    if (tag == woken) acknowledge(state_->wake);
    if (tag == alarmed) acknowledge(state_->alarm);
    ready[count++] = tag;
  }
  return count;
}

int WaitSet::descriptor() {
  const std::lock_guard lock(state_->mutex);
  if (!state_->events) {
    Descriptor events(epoll_create1(EPOLL_CLOEXEC));
    for (const pollfd& source : state_->sources) {
      if (!events || !watch(events, source)) return -1;
    }
    state_->events = std::move(events);
  }
  return state_->events.number();
}

bool wait_until_writable(int descriptor, Nanos timeout) {
  pollfd waiting{descriptor, POLLOUT, 0};
  const timespec limit = to_timespec(timeout);
  return ppoll(&waiting, 1, &limit, nullptr) > 0;
}

}  // namespace icmpwire
