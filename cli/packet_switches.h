// The switches that say a packet by its parts, for every command that builds one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ip_option_switches.h"
#include "packet/protocol.h"

namespace icmpwire::cli {

// What is unset is computed, or stays as it was recorded.
struct PacketSwitches : IpOptionSwitches {
  struct GivenExtension {
    Protocol type;
    bool in_words = false;  // options in the option language; else the octets of the whole header
    std::string text;
  };
  std::optional<IpAddress> source;
  std::optional<std::uint8_t> ttl;
  std::optional<std::uint8_t> tos;
  std::vector<std::string> settings;       // "ip.ttl=3"
  std::vector<std::string> tags;           // "5{priority=3}"
  std::vector<GivenExtension> extensions;  // of IPv6, in the order of the command line
  std::optional<Octets> data;              // text and hexadecimal, one behind the other
  std::optional<std::size_t> size;         // octets that the data is cut or filled up to
  Octets pattern;                          // that it is filled with; empty: 0, 1, 2, ...
  Octets trailer;
  bool no_icmp = false;
  std::string from;               // "FILE#N"; empty: none
  std::vector<std::string> kept;  // "ip.checksum"
};

namespace detail {
inline constexpr std::uint64_t most_data = 65535;

Taken add_data(PacketSwitches& switches, Bytes more);
Taken add_extension(PacketSwitches& switches, std::string_view text);  // "60:3a00010400000000"
Taken add_hexadecimal(PacketSwitches& switches, std::string_view text);
Value<Octets> parse_octets(std::string_view text);

template <auto List, class Options>
Taken add_text(Options& options, std::string_view text) {
  (options.*List).emplace_back(text);
  return {};
}
}  // namespace detail

// Their rows in a command's table. `Options` must inherit PacketSwitches; `usual_source` says which source a
// packet has unless told.
template <class Options>
constexpr std::array<OptionRow<Options>, 7> header_rows(std::string_view usual_source) {
  using Row = OptionRow<Options>;
  using Text = std::string_view;
  return {
      Row{"", "", "The headers:"},
      Row{"-S,--source", "ADDRESS", usual_source,
          [](Options& options, Text text) { return store(options.source, parse_address(text)); }},
      Row{"-t,--ttl", "N", "time to live, or hop limit; 64 unless told",
          [](Options& options, Text text) { return store(options.ttl, parse_number(text, 0, 255)); }},
      Row{"-Q,--tos", "TOS", "DSCP and ECN: a number, or names: ef, af41, cs6, ect0, ef+ce",
          [](Options& options, Text text) { return store(options.tos, parse_tos(text)); }},
      Row{"--set", "HEADER.FIELD=VALUE",
          "any field of ethernet, vlan, ip and icmp (ipv6 and icmpv6) by the name that explain shows, as "
          "often "
          "as you like: ip.checksum=0x1234, icmp.type=timestamp; VALUE computed: what it would be unset",
          detail::add_text<&PacketSwitches::settings, Options>},
      Row{"--vlan", "ID", "an Ethernet header with a VLAN tag, or one more tag: 5, '5{priority=3}'",
          detail::add_text<&PacketSwitches::tags, Options>},
      Row{"", "", "The options of the IP header:"},
  };
}

template <class Options>
constexpr std::array<OptionRow<Options>, 4> extension_rows() {
  using Row = OptionRow<Options>;
  using Text = std::string_view;
  return {
      Row{"", "", "The extension headers of IPv6, in this order:"},
      Row{"--hop-by-hop", "TEXT", "options for every node on the way, by words: ra:0 (see below)",
          [](Options& options, Text text) -> Taken {
            options.extensions.push_back({Protocol::hop_by_hop, true, std::string(text)});
            return {};
          }},
      Row{"--destination-options", "TEXT", "options for the destination",
          [](Options& options, Text text) -> Taken {
            options.extensions.push_back({Protocol::destination_options, true, std::string(text)});
            return {};
          }},
      Row{"--extension", "NUMBER:HEX", "any header by its protocol number and all its octets",
          [](Options& options, Text text) { return detail::add_extension(options, text); }},
  };
}

template <class Options>
constexpr std::array<OptionRow<Options>, 10> data_rows() {
  using Row = OptionRow<Options>;
  using Text = std::string_view;
  return {
      Row{"", "", "The data (none unless told):"},
      Row{"--data", "TEXT", "this text",
          [](Options& options, Text text) {
            return detail::add_data(options, Octets(text.begin(), text.end()));
          }},
      Row{"--hex", "HEX", "these octets; behind other --data and --hex",
          [](Options& options, Text text) { return detail::add_hexadecimal(options, text); }},
      Row{"-s,--size", "N", "cut the data, or fill it up, to N octets",
          [](Options& options, Text text) {
            return store(options.size, parse_number(text, 0, detail::most_data));
          }},
      Row{"-p,--pattern", "HEX", "fill up with these 1 to 16 octets; unless told with 0, 1, 2, ...",
          [](Options& options, Text text) { return store(options.pattern, parse_pattern(text)); }},
      Row{"--no-icmp", "", "no ICMP header: the data follow the IP header",
          turn_on<&PacketSwitches::no_icmp, Options>},
      Row{"--trailer", "HEX", "octets behind the datagram, as link layers pad",
          [](Options& options, Text text) { return store(options.trailer, detail::parse_octets(text)); }},
      Row{"", "", "A recorded packet to begin with:"},
      Row{"--from", "FILE#N",
          "packet N of a capture (1 unless told), octet by octet; in headers that other options change, "
          "lengths and checksums are computed anew",
          [](Options& options, Text text) { return store_text(options.from, text); }},
      Row{"--keep", "HEADER.FIELD", "but for this one, as often as you like",
          detail::add_text<&PacketSwitches::kept, Options>},
  };
}

}  // namespace icmpwire::cli
