// icmpwire for C++20: addresses, requests, handles and replies as values over the C functions; header only.
//
//   const icmpwire::Handle wire("sim");
//   const auto to = icmpwire::Address::parse("10.9.3.3");
//   for (const icmpwire::Reply& reply : wire.send(icmpwire::Request(*to).ttl(1)))
//     std::cout << reply.from.text() << ": " << reply.status.text() << '\n';
//
// Failures are values, which a status tells; nothing here throws but std::bad_alloc, and nothing through the
// C functions. Any number of threads may use one const Handle; other objects belong to one thread at a time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "icmpwire.h"
#include "icmpwire_status.hpp"

#if defined(_WIN32)
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

namespace icmpwire {
// The library's own code has names in icmpwire too, and a program may link both: this tells them apart.
inline namespace face {

using Octets = std::span<const std::uint8_t>;

inline Octets to_span(const icmpwire_octets& octets) { return {octets.data, octets.size}; }

enum class Version : std::uint8_t { none = 0, v4 = 4, v6 = 6 };

// An IPv4 or IPv6 address, or none.
class Address {
 public:
  Address() = default;
  explicit Address(const icmpwire_address& raw) : raw_(raw) {}
  // "10.9.3.3", "2001:db8::1", or "fe80::1%3" with the number of an interface; nullopt for anything else.
  static std::optional<Address> parse(const std::string& text);

  Version version() const { return Version{raw_.version}; }
  std::string text() const;  // as parse reads it; empty for none
  const icmpwire_address& raw() const { return raw_; }

  friend bool operator==(const Address& a, const Address& b) {
    return a.raw_.version == b.raw_.version && a.raw_.scope == b.raw_.scope &&
           std::equal(std::begin(a.raw_.octets), std::end(a.raw_.octets), b.raw_.octets);
  }

 private:
  icmpwire_address raw_{};
};

// IPv4 options, written in words (docs/option-language.md): Options("nop rr:9"), or read from octets.
//
//   const icmpwire::Options options("rr:9{pointr=3}");
//   if (!options) std::cerr << options.failure();  // where it is wrong, and what was expected there
class Options {
 public:
  explicit Options(const std::string& words);
  // Any option area of up to 40 octets; of more the first 40.
  explicit Options(Octets octets) : octets_(octets.begin(), octets.end()) {
    octets_.resize(std::min<std::size_t>(octets_.size(), MAX_OPT_SIZE));
  }

  explicit operator bool() const { return failure_.empty(); }
  // Empty, or the words with the place marked and what was expected there, in up to four lines.
  const std::string& failure() const { return failure_; }
  Octets octets() const { return octets_; }  // none where the words were not understood; not padded
  std::string words() const;                 // which mean these octets

 private:
  std::vector<std::uint8_t> octets_;
  std::string failure_;
};

// What is to be sent, said in a chain: Request(address).ttl(3).timeout(500ms). It has copies of the octets
// that it is given. What is not said is as icmpwire_request_init leaves it.
class Request {
 public:
  explicit Request(const Address& to) {
    icmpwire_request_init(&raw_);
    raw_.destination = to.raw();
  }

  Request& data(Octets octets) { return data_.assign(octets.begin(), octets.end()), *this; }
  Request& data(std::string_view text) { return data_.assign(text.begin(), text.end()), *this; }
  // IPv4 options in wire format (RFC 791), sent as they are.
  Request& options(Octets octets) { return options_.assign(octets.begin(), octets.end()), *this; }
  // Those that the words mean; none where they were not understood: ask them first.
  Request& options(const Options& value) { return options(value.octets()); }
  Request& ttl(std::uint8_t value) { return raw_.ttl = value, *this; }            // or hop limit
  Request& tos(std::uint8_t value) { return raw_.traffic_class = value, *this; }  // or traffic class
  Request& dont_fragment(bool value = true) { return flag(ICMPWIRE_DONT_FRAGMENT, value); }
  // From its departure; none where negative.
  Request& timeout(std::chrono::nanoseconds value) {
    return raw_.timeout = static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), -1)), *this;
  }
  // One of our own addresses.
  Request& source(const Address& value) { return raw_.source = value.raw(), *this; }
  // How many replies to take from a broadcast or multicast address before the time-out; others give one.
  Request& replies(std::uint32_t most) { return raw_.most_answers = most, *this; }
  Request& identifier(std::uint16_t value) {
    return raw_.identifier = value, flag(ICMPWIRE_SET_IDENTIFIER, true);
  }
  Request& sequence(std::uint16_t value) { return raw_.sequence = value, flag(ICMPWIRE_SET_SEQUENCE, true); }
  // Any ICMPWIRE_ flag of icmpwire_request.
  Request& flag(std::uint32_t flag, bool value) {
    return raw_.flags = value ? raw_.flags | flag : raw_.flags & ~flag, *this;
  }

  // For the C functions; good until this object changes or ends.
  icmpwire_request raw() const {
    icmpwire_request raw = raw_;
    raw.data = data_.data();
    raw.data_octets = data_.size();
    raw.options = options_.data();
    raw.options_octets = options_.size();
    return raw;
  }

 private:
  icmpwire_request raw_;
  std::vector<std::uint8_t> data_;
  std::vector<std::uint8_t> options_;
};

// One answer. Its spans live as long as the Replies it is from.
struct Reply {
  explicit Reply(const icmpwire_answer& answer)
      : from(answer.from),
        status(answer.status),
        round_trip(static_cast<std::int64_t>(answer.round_trip)),
        data(to_span(answer.data)),
        options(to_span(answer.options)),
        raw(answer) {}

  Address from;
  Status status;  // ok() for an echo reply, else what the ICMP error says
  std::chrono::nanoseconds round_trip;
  Octets data;
  Octets options;       // those of the answer's IPv4 header
  icmpwire_answer raw;  // all there is to say: type and code, TTL, remarks, pointer, MTU, the quote, ...
};

// The end of one request: a range of its answers, in the order in which they came.
class Replies {
 public:
  // Takes over the result, which may be nullptr: `status` then says why.
  explicit Replies(icmpwire_result* result, Status status = Status(ERROR_INVALID_PARAMETER));

  // ok() if there is an answer, of whatever status; else why there is none, such as IP_REQ_TIMED_OUT.
  Status status() const { return status_; }
  bool empty() const { return replies_.empty(); }
  std::size_t size() const { return replies_.size(); }
  const Reply& operator[](std::size_t index) const { return replies_[index]; }
  auto begin() const { return replies_.begin(); }
  auto end() const { return replies_.end(); }

  // The request as it was sent, from its IP header on; empty if it was not.
  Octets request() const { return result_ ? to_span(icmpwire_result_request(result_.get())) : Octets(); }
  // The frames of the request and its answers, in the order of the wire; they live as long as this object.
  std::vector<icmpwire_frame> frames() const;

 private:
  struct Free {
    void operator()(icmpwire_result* result) const { icmpwire_result_free(result); }
  };
  std::unique_ptr<icmpwire_result, Free> result_;
  std::vector<Reply> replies_;
  Status status_;
};

// A wire to send on, for requests of one IP version. At its end it waits for requests that have not ended.
class Handle {
 public:
  // spec: "live", "live:eth0", "replay:FILE", "sim", as IcmpwireCreateFile. Without one, the wire that the
  // environment variable ICMPWIRE names, else the live network.
  explicit Handle(const char* spec = nullptr, Version version = Version::v4)
      : handle_(version == Version::v6 ? Icmpwire6CreateFile(spec) : IcmpwireCreateFile(spec)) {
    if (*this) return;
    status_ = Status(GetLastError());
    failure_ = IcmpwireFailureText();
  }
  explicit Handle(const std::string& spec, Version version = Version::v4) : Handle(spec.c_str(), version) {}
  Handle(Handle&& other) noexcept
      : handle_(std::exchange(other.handle_, INVALID_HANDLE_VALUE)),
        status_(std::exchange(other.status_, Status(ERROR_INVALID_HANDLE))),
        failure_(std::move(other.failure_)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(status_, other.status_);
    std::swap(failure_, other.failure_);
    return *this;
  }
  ~Handle() {
    if (*this) IcmpCloseHandle(handle_);
  }

  explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }
  Status status() const { return status_; }  // ok(), or why the handle is not open
  // What was tried, what it needs and what else works, in up to three lines; empty if the handle is open.
  const std::string& failure() const { return failure_; }
  HANDLE raw() const { return handle_; }

  // Sends and waits for the end.
  Replies send(const Request& request) const {
    const icmpwire_request raw = request.raw();
    icmpwire_result* result = icmpwire_send(handle_, &raw);
    return Replies(result, Status(result == nullptr ? GetLastError() : DWORD{IP_SUCCESS}));
  }

  // For event loops: a descriptor that is readable whenever poll() has something to do, or -1; see
  // icmpwire_descriptor.
  int descriptor() const { return icmpwire_descriptor(handle_); }
  // Takes what has arrived, without waiting; how many requests have ended, or -1. Not for two threads at
  // once.
  int poll() const { return icmpwire_poll(handle_); }
  // Sends without waiting, after descriptor() was called. poll() calls ended(Replies), which must not throw,
  // once; never, if the status is not ok().
  template <class Ended>
  Status start(const Request& request, Ended ended) const;

 private:
  HANDLE handle_;
  Status status_;
  std::string failure_;
};

inline std::optional<Address> Address::parse(const std::string& text) {
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.raw_.octets) == 1) {
    address.raw_.version = 4;
    return address;
  }
  const std::size_t percent = std::min(text.find('%'), text.size());
  const std::string scope = text.substr(std::min(percent + 1, text.size()));
  const bool counted =
      !scope.empty() && scope.size() < 10 && scope.find_first_not_of("0123456789") == scope.npos;
  if (percent != text.size() && !counted) return std::nullopt;
  if (inet_pton(AF_INET6, text.substr(0, percent).c_str(), address.raw_.octets) != 1) return std::nullopt;
  address.raw_.version = 6;
  address.raw_.scope = counted ? static_cast<std::uint32_t>(std::stoul(scope)) : 0;
  return address;
}

inline std::string Address::text() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (version() == Version::none) return text;
  inet_ntop(version() == Version::v4 ? AF_INET : AF_INET6, raw_.octets, text, sizeof text);
  return raw_.scope == 0 ? text : text + ('%' + std::to_string(raw_.scope));
}

inline Options::Options(const std::string& words) : octets_(MAX_OPT_SIZE) {
  const int size = icmpwire_read_options(words.c_str(), octets_.data(), octets_.size());
  octets_.resize(static_cast<std::size_t>(std::max(size, 0)));
  if (size < 0) failure_ = IcmpwireFailureText();
}

inline std::string Options::words() const {
  std::string words(
      static_cast<std::size_t>(icmpwire_option_words(octets_.data(), octets_.size(), nullptr, 0)), ' ');
  icmpwire_option_words(octets_.data(), octets_.size(), words.data(), words.size() + 1);
  return words;
}

inline Replies::Replies(icmpwire_result* result, Status status) : result_(result), status_(status) {
  if (result == nullptr) return;
  const std::size_t count = icmpwire_result_answers(result);
  replies_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    icmpwire_answer answer{};
    answer.size = sizeof answer;
    icmpwire_result_answer(result, i, &answer);
    replies_.emplace_back(answer);
  }
  const bool timed_out = icmpwire_result_ending(result) == ICMPWIRE_TIMED_OUT;
  status_ = Status(count > 0 ? IP_SUCCESS : timed_out ? IP_REQ_TIMED_OUT : IP_GENERAL_FAILURE);
}

inline std::vector<icmpwire_frame> Replies::frames() const {
  std::vector<icmpwire_frame> frames(result_ ? icmpwire_result_frames(result_.get()) : 0);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    frames[i].size = sizeof frames[i];
    icmpwire_result_frame(result_.get(), i, &frames[i]);
  }
  return frames;
}

template <class Ended>
Status Handle::start(const Request& request, Ended ended) const {
  const auto call = [](void* context, icmpwire_result* result) noexcept {
    const std::unique_ptr<Ended> function(static_cast<Ended*>(context));
    (*function)(Replies(result));
  };
  const icmpwire_request raw = request.raw();
  auto function = std::make_unique<Ended>(std::move(ended));
  if (icmpwire_start(handle_, &raw, call, function.get()) == FALSE) return Status(GetLastError());
  static_cast<void>(function.release());  // until it is called
  return Status();
}

}  // namespace face
}  // namespace icmpwire
