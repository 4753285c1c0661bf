// What a simulated node does with IPv4 options: on receipt, on the way out, and in what it answers (as Linux
// does).
#pragma once

#include <cstdint>
#include <optional>

#include "capture/network.h"
#include "packet/ip_options.h"

namespace icmpwire {

// An option of type, length, pointer and slots, in place. Pointers count from 1, at the option's type (RFC
// 791 3.1).
class SlotOption {
 public:
  // `option` begins with type, length and pointer, and has as many octets as its length says.
  explicit SlotOption(MutableBytes option) : option_(option) {}

  unsigned length() const { return option_[1]; }
  unsigned pointer() const { return option_[2]; }
  bool is_used_up() const { return pointer() > length(); }
  bool holds(unsigned pointer, unsigned octets) const { return pointer + octets <= length() + 1; }
  std::uint32_t value(unsigned pointer) const { return read_u32(option_, pointer - 1); }
  Ipv4Address address(unsigned pointer) const { return Ipv4Address::from_value(value(pointer)); }
  void write(unsigned pointer, std::uint32_t value) const { write_u32(option_, pointer - 1, value); }
  void write(unsigned pointer, const Ipv4Address& address) const { write(pointer, address.value()); }
  void set_pointer(unsigned pointer) const { option_[2] = static_cast<std::uint8_t>(pointer); }

 private:
  MutableBytes option_;
};

// The option that begins `at` octets into an IP header.
inline SlotOption slot_option(MutableBytes header, std::size_t at) {
  return SlotOption(header.subspan(at, header[at + 1]));
}

// Where a header's options are, and what is left to be done with them when the datagram is sent on. Places
// count from the start of the IP header; 0: there is no such option.
struct OptionMarks {
  std::uint8_t record_route = 0;
  std::uint8_t timestamp = 0;
  std::uint8_t source_route = 0;
  bool strict = false;                   // the source route is
  bool route_recorded = false;           // a slot of Record Route was taken
  bool address_stamped = false;          // a slot of Timestamp was taken, with an address
  bool time_stamped = false;             // a slot of Timestamp was taken
  std::optional<Ipv4Address> next_stop;  // of the source route, where it is unfinished
};

// Who writes into options, and when.
struct Stamp {
  const NetworkNode& node;
  Ipv4Address address;             // of the side that the datagram came in by
  std::uint32_t milliseconds = 0;  // since midnight UT
};

// Checks the syntax of the options in `header` (fixed part and options), records and stamps in place. A
// place: the octet that a Parameter Problem points to; what was done before it stays done.
std::optional<std::uint8_t> receive_options(MutableBytes header, const Stamp& stamp, OptionMarks& marks);

// Writes what only the way out decides, the interface with the address `outgoing`: the slot of Record Route
// (RFC 1812 4.2.2.2) and that of the source route, and where the datagram goes next.
void forward_options(MutableBytes header, const OptionMarks& marks, const Ipv4Address& outgoing);

// Options of an answer. The marks' places are those in the answer's header.
struct ReplyOptions {
  IpOptions options;
  OptionMarks marks;
};

// Record Route, Timestamp and the reversed source route of a received datagram, in this order and with
// nothing between them. nullopt: less than a slot is left in one of them, and nobody is answered.
std::optional<ReplyOptions> reply_options(Bytes header, const OptionMarks& marks, const NetworkNode& node);

// Records and stamps the sender of an answer; its address is in the header already.
void stamp_sender(MutableBytes header, const OptionMarks& marks, std::uint32_t milliseconds);

}  // namespace icmpwire
