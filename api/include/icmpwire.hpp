// icmpwire for C++20: addresses, requests, handles and replies as values over the C functions; header only.
//
//   const icmpwire::Handle wire("sim");
//   const auto to = icmpwire::Address::parse("10.9.3.3");
//   for (const icmpwire::Reply& reply : wire.send(icmpwire::Request(*to).ttl(1)))
//     std::cout << reply.from.text() << ": " << reply.status.text() << '\n';
//
// Failures are values, which a status tells; nothing here throws but std::bad_alloc. Objects belong to one
// thread at a time, and any number of threads may send on one const Handle.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "icmpwire.h"

#if defined(_WIN32)
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#endif

namespace icmpwire {
// The library's own code has names in icmpwire too, and programs may link both: these are told apart from
// them.
inline namespace face {

// An IP_STATUS or a Win32 error; 0 is success.
class Status {
 public:
  constexpr explicit Status(DWORD number = IP_SUCCESS) : number_(number) {}

  constexpr DWORD number() const { return number_; }
  constexpr bool ok() const { return number_ == IP_SUCCESS; }
  // In words; for a number that has none here, "error" and the number.
  std::string text() const;

  friend constexpr bool operator==(Status, Status) = default;

 private:
  DWORD number_;
};

// An IPv4 or IPv6 address; the latter with its scope.
class Address {
 public:
  // 0.0.0.0, which is nobody's.
  constexpr Address() = default;
  // In network order, as the C functions have it.
  constexpr explicit Address(IPAddr v4) : v4_(v4) {}
  explicit Address(const IPV6_ADDRESS_EX& v6) : is_v6_(true), scope_(v6.sin6_scope_id) {
    std::memcpy(v6_.data(), reinterpret_cast<const char*>(&v6) + offsetof(IPV6_ADDRESS_EX, sin6_addr),
                v6_.size());
  }
  // From "10.9.3.3" or "fe80::1", with the number of an interface as scope; nullopt where the text is
  // neither.
  static std::optional<Address> parse(const std::string& text, std::uint32_t scope = 0);

  constexpr bool is_v6() const { return is_v6_; }
  constexpr IPAddr v4() const { return v4_; }
  sockaddr_in6 v6() const;
  std::string text() const;

  friend bool operator==(const Address&, const Address&) = default;

 private:
  bool is_v6_ = false;
  IPAddr v4_ = 0;
  std::uint32_t scope_ = 0;
  std::array<std::uint8_t, 16> v6_{};
};

// What is to be sent, said in a chain: Request(address).ttl(3).timeout(500ms). It holds copies of what it is
// given. What is not said is as IcmpSendEcho has it: TTL 128, no data, no options.
class Request {
 public:
  using Octets = std::span<const std::uint8_t>;

  explicit Request(Address to) : to_(to) {}

  Request& data(Octets octets) { return data_.assign(octets.begin(), octets.end()), *this; }
  Request& data(std::string_view text) { return data_.assign(text.begin(), text.end()), *this; }
  Request& ttl(std::uint8_t value) { return ttl_ = value, *this; }
  Request& tos(std::uint8_t value) { return tos_ = value, *this; }
  Request& dont_fragment(bool value = true) { return dont_fragment_ = value, *this; }
  // IPv4 options in wire format (RFC 791), sent as they are; more than MAX_OPT_SIZE octets are refused when
  // sent.
  Request& options(Octets octets) { return options_.assign(octets.begin(), octets.end()), *this; }
  // Until the time-out, rounded up to whole milliseconds.
  Request& timeout(std::chrono::nanoseconds value) {
    return timeout_ = std::chrono::ceil<std::chrono::milliseconds>(value), *this;
  }
  // How many replies to take from a broadcast or multicast address before the time-out; others give one.
  Request& replies(std::size_t most) { return most_replies_ = most, *this; }

 private:
  friend class Handle;
  Address to_;
  std::vector<std::uint8_t> data_;
  std::vector<std::uint8_t> options_;
  std::size_t most_replies_ = 1;
  std::chrono::milliseconds timeout_{1000};
  std::uint8_t ttl_ = 0;
  std::uint8_t tos_ = 0;
  bool dont_fragment_ = false;
};

// One answer. Its spans live as long as the Replies it is from.
struct Reply {
  Address from;
  Status status;  // ok() for an echo reply, else what the ICMP error says
  std::chrono::milliseconds round_trip{};
  std::uint8_t ttl = 0;
  std::uint8_t tos = 0;
  std::span<const std::uint8_t> data;
  std::span<const std::uint8_t> options;
};

// The answers to one request, in the order of their arrival: a range of Reply.
class Replies {
 public:
  Replies() = default;
  Replies(Replies&&) = default;
  Replies& operator=(Replies&&) = default;

  // ok() if there is an answer, of whatever status; else why there is none: IP_REQ_TIMED_OUT, or an error.
  Status status() const { return status_; }
  bool empty() const { return replies_.empty(); }
  std::size_t size() const { return replies_.size(); }
  const Reply& operator[](std::size_t index) const { return replies_[index]; }
  auto begin() const { return replies_.begin(); }
  auto end() const { return replies_.end(); }

 private:
  friend class Handle;
  explicit Replies(Status status) : status_(status) {}
  Replies(std::vector<std::uint8_t> buffer, DWORD count) : buffer_(std::move(buffer)) {
    for (DWORD i = 0; i < count; ++i)
      replies_.push_back(reply_at(buffer_.data() + i * sizeof(ICMP_ECHO_REPLY)));
  }
  static Reply reply_at(const std::uint8_t* octets);

  std::vector<std::uint8_t> buffer_;  // the spans of the replies point into it, wherever it is moved
  std::vector<Reply> replies_;
  Status status_;
};

// A wire to send on; ends with the object, which first waits for requests of other threads.
class Handle {
 public:
  // "live", "live:eth0", "replay:FILE", "sim": as IcmpwireCreateFile. Without one, the wire that the
  // environment variable ICMPWIRE names, else the live network.
  explicit Handle(const std::string& spec) : Handle(spec.c_str()) {}
  explicit Handle(const char* spec = nullptr) : handle_(IcmpwireCreateFile(spec)) {
    if (*this) return;
    status_ = Status(GetLastError());
    failure_ = IcmpwireFailureText();
  }
  Handle(Handle&& other) noexcept { *this = std::move(other); }
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
  Status status() const { return status_; }
  // What was tried, what it needs and what else works, in up to three lines; empty if the handle is open.
  const std::string& failure() const { return failure_; }
  HANDLE get() const { return handle_; }

  // Sends and waits until the answer or the time-out is there.
  Replies send(const Request& request) const;

 private:
  HANDLE handle_ = INVALID_HANDLE_VALUE;
  Status status_;
  std::string failure_;
};

inline std::string Status::text() const {
  constexpr std::pair<DWORD, std::string_view> texts[] = {
      {IP_SUCCESS, "success"},
      {IP_BUF_TOO_SMALL, "reply buffer too small"},
      {IP_DEST_NET_UNREACHABLE, "destination network unreachable"},
      {IP_DEST_HOST_UNREACHABLE, "destination host unreachable"},
      {IP_DEST_PROT_UNREACHABLE, "destination protocol unreachable"},
      {IP_DEST_PORT_UNREACHABLE, "destination port unreachable"},
      {IP_NO_RESOURCES, "no resources"},
      {IP_BAD_OPTION, "bad IP option"},
      {IP_HW_ERROR, "hardware error"},
      {IP_PACKET_TOO_BIG, "packet too big"},
      {IP_REQ_TIMED_OUT, "request timed out"},
      {IP_BAD_REQ, "bad request"},
      {IP_BAD_ROUTE, "source route failed"},
      {IP_TTL_EXPIRED_TRANSIT, "time to live exceeded in transit"},
      {IP_TTL_EXPIRED_REASSEM, "fragment reassembly time exceeded"},
      {IP_PARAM_PROBLEM, "parameter problem"},
      {IP_SOURCE_QUENCH, "source quench"},
      {IP_OPTION_TOO_BIG, "IP options too big"},
      {IP_BAD_DESTINATION, "bad destination"},
      {IP_DEST_UNREACHABLE, "destination unreachable"},
      {IP_TIME_EXCEEDED, "time exceeded"},
      {IP_BAD_HEADER, "bad header"},
      {IP_UNRECOGNIZED_NEXT_HEADER, "unrecognized next header"},
      {IP_ICMP_ERROR, "ICMP error"},
      {IP_DEST_SCOPE_MISMATCH, "beyond the scope of the source address"},
      {IP_GENERAL_FAILURE, "general failure"},
      {ERROR_FILE_NOT_FOUND, "file not found"},
      {ERROR_ACCESS_DENIED, "access denied"},
      {ERROR_INVALID_HANDLE, "invalid handle"},
      {ERROR_NOT_ENOUGH_MEMORY, "not enough memory"},
      {ERROR_NOT_SUPPORTED, "not supported"},
      {ERROR_INVALID_PARAMETER, "invalid parameter"},
      {ERROR_INVALID_NETNAME, "an address that cannot be used here"},
      {ERROR_NETWORK_UNREACHABLE, "no route to the network"},
      {ERROR_HOST_UNREACHABLE, "no route to the host"},
  };
  for (const auto& [number, text] : texts) {
    if (number == number_) return std::string(text);
  }
  return "error " + std::to_string(number_);
}

inline std::optional<Address> Address::parse(const std::string& text, std::uint32_t scope) {
  Address address;
  if (inet_pton(AF_INET, text.c_str(), &address.v4_) == 1) return address;
  if (inet_pton(AF_INET6, text.c_str(), address.v6_.data()) != 1) return std::nullopt;
  address.is_v6_ = true;
  address.scope_ = scope;
  return address;
}

inline sockaddr_in6 Address::v6() const {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  std::memcpy(&address.sin6_addr, v6_.data(), v6_.size());
  address.sin6_scope_id = scope_;
  return address;
}

inline std::string Address::text() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_v6_) {
    inet_ntop(AF_INET6, v6_.data(), text, sizeof text);
    return scope_ == 0 ? text : text + ("%" + std::to_string(scope_));
  }
  inet_ntop(AF_INET, &v4_, text, sizeof text);
  return text;
}

inline Reply Replies::reply_at(const std::uint8_t* octets) {
  ICMP_ECHO_REPLY raw;
  std::memcpy(&raw, octets, sizeof raw);
  Reply reply;
  reply.from = Address(raw.Address);
  reply.status = Status(raw.Status);
  reply.round_trip = std::chrono::milliseconds(raw.RoundTripTime);
  reply.ttl = raw.Options.Ttl;
  reply.tos = raw.Options.Tos;
  reply.data = {static_cast<const std::uint8_t*>(raw.Data), raw.DataSize};
  reply.options = {raw.Options.OptionsData, raw.Options.OptionsSize};
  return reply;
}

inline Replies Handle::send(const Request& request) const {
  if (request.data_.size() > 0xffff) return Replies(Status(IP_PACKET_TOO_BIG));
  if (request.options_.size() > MAX_OPT_SIZE) return Replies(Status(IP_OPTION_TOO_BIG));
  // The C functions take what they only read as not const.
  IP_OPTION_INFORMATION options{};
  options.Ttl = request.ttl_;
  options.Tos = request.tos_;
  options.Flags = request.dont_fragment_ ? IP_FLAG_DF : 0;
  options.OptionsSize = static_cast<UCHAR>(request.options_.size());
  options.OptionsData = const_cast<PUCHAR>(request.options_.data());
  const auto data_size = static_cast<WORD>(request.data_.size());
  std::vector<std::uint8_t> buffer(request.most_replies_ *
                                   (sizeof(ICMP_ECHO_REPLY) + MAX_OPT_SIZE + request.data_.size()));
  const DWORD count = IcmpSendEcho(handle_, request.to_.v4(), const_cast<std::uint8_t*>(request.data_.data()),
                                   data_size, &options, buffer.data(), static_cast<DWORD>(buffer.size()),
                                   static_cast<DWORD>(request.timeout_.count()));
  if (count == 0) return Replies(Status(GetLastError()));
  return Replies(std::move(buffer), count);
}

}  // namespace face
}  // namespace icmpwire
