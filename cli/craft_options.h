// What a person may ask of `icmpwire craft`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ip_option_switches.h"

namespace icmpwire::cli {

enum class CraftFormat : std::uint8_t { hex, pcap, c_array, json, text, language };

// A packet by its parts; what is unset is computed, or stays as it was recorded.
struct PacketSwitches : IpOptionSwitches {
  std::optional<Ipv4Address> source;
  std::optional<std::uint8_t> ttl;
  std::optional<std::uint8_t> tos;
  std::vector<std::string> settings;  // "ip.ttl=3"
  std::vector<std::string> tags;      // "5{priority=3}"
  std::optional<Octets> data;         // text and hexadecimal, one behind the other
  std::optional<std::size_t> size;    // octets that the data is cut or filled up to
  Octets pattern;                     // that it is filled with; empty: 0, 1, 2, ...
  Octets trailer;
  bool no_icmp = false;
  std::string from;               // "FILE#N"; empty: none
  std::vector<std::string> kept;  // "ip.checksum"
};

struct CraftOptions : CommonOptions, PacketSwitches {
  CraftFormat format = CraftFormat::hex;
  std::string output;  // empty: standard output
};

extern const CommandText craft_words;
OptionTable<CraftOptions> craft_options();

}  // namespace icmpwire::cli
