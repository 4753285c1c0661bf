// IPv4 options (RFC 791 3.1): an area of up to 40 octets, its makers, and a walk over it.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire {

enum class OptionType : std::uint8_t {
  end_of_list = 0,
  no_operation = 1,
  record_route = 7,
  mtu_probe = 11,    // RFC 1063
  mtu_reply = 12,    // RFC 1063
  quick_start = 25,  // RFC 4782
  timestamp = 68,
  traceroute = 82,  // RFC 1393
  security = 130,   // RFC 1108
  loose_source_route = 131,
  extended_security = 133,  // RFC 1108
  commercial_security = 134,
  stream_identifier = 136,
  strict_source_route = 137,
  router_alert = 148,  // RFC 2113
};

std::string_view option_name(std::uint64_t type);  // "Record Route"; empty where none is known here

// RFC 791 3.1: the copied flag, set where the option goes into every fragment.
constexpr bool is_copied(OptionType type) { return (static_cast<std::uint8_t>(type) & 0x80) != 0; }
constexpr bool is_source_route(OptionType type) {
  return type == OptionType::loose_source_route || type == OptionType::strict_source_route;
}

enum class TimestampFlag : std::uint8_t { timestamps_only = 0, with_addresses = 1, prespecified = 3 };

// An option area. The octets are the truth; whatever they hold is kept and sent.
class IpOptions {
 public:
  static constexpr std::size_t most_octets = 40;

  IpOptions() = default;
  // Octets as they are, 40 at most; Malformed{option_area_full, 40} beyond.
  static Parsed<IpOptions> from_octets(Bytes octets);

  constexpr Bytes octets() const { return Bytes(octets_).first(size_); }
  constexpr std::size_t size() const { return size_; }
  constexpr std::size_t padded_size() const { return (size_ + 3U) / 4U * 4U; }
  constexpr bool empty() const { return size_ == 0; }

  // Adds octets at the end; false, and nothing changed, where they do not fit.
  [[nodiscard]] bool append(Bytes octets);

  friend bool operator==(const IpOptions& left, const IpOptions& right) {
    return equal(left.octets(), right.octets());
  }

 private:
  std::array<std::uint8_t, most_octets> octets_{};
  std::uint8_t size_ = 0;
};

inline constexpr std::size_t most_route_slots = 9;
inline constexpr std::size_t most_timestamp_slots = 9;
inline constexpr std::size_t most_address_timestamp_slots = 4;

// Makers of single options. Free slots are zero, pointers point to the first slot. Of more than an area can
// hold, the first that fit are taken.
IpOptions record_route(unsigned slots);                               // 0 to 9
IpOptions timestamp(TimestampFlag flag, unsigned slots);              // 0 to 9, with addresses 0 to 4
IpOptions timestamp_prespecified(std::span<const Ipv4Address> hops);  // up to 4
IpOptions loose_source_route(std::span<const Ipv4Address> hops);      // up to 9
IpOptions strict_source_route(std::span<const Ipv4Address> hops);     // up to 9
IpOptions router_alert(std::uint16_t value = 0);
IpOptions no_operation(unsigned count = 1);
IpOptions custom(std::uint8_t type, Bytes data);  // up to 38 octets of data

// One option of an area: NOP and EOL are one octet, all others type, length and data.
struct OptionView {
  OptionType type;
  std::uint8_t at;  // offset in the area
  Bytes octets;     // with type and length
  Bytes data;       // behind type and length
};

// Walks an area: each call gives the next option; nullopt behind the last one or behind End of Option List.
// A length that does not tile the area ends the walk, Malformed at the option's type: there the Parameter
// Problems of recordings 29 and 30 point.
class OptionWalk {
 public:
  explicit OptionWalk(Bytes area) : area_(area) {}
  Parsed<std::optional<OptionView>> next();
  std::size_t at() const { return at_; }  // where the next option would begin

 private:
  Bytes area_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

// The first option of the type in a (possibly malformed) area, as far as it can be walked.
std::optional<OptionView> find_option(Bytes area, OptionType type);

// Whether the options tile their area; lengths only, pointers and contents are never judged.
std::optional<Malformed> tiling_error(Bytes area);

// The route of slots in Record Route and source routes. `option` has type, length and pointer.
struct RouteOption {
  std::uint8_t length;
  std::uint8_t pointer;        // 1-based from the option's type; above length: full or used up
  Bytes slots;                 // whole slots only, 4 octets each
  std::size_t filled() const;  // slots before the pointer
  Ipv4Address slot(std::size_t index) const;
};
std::optional<RouteOption> as_route(const OptionView& option);

}  // namespace icmpwire
