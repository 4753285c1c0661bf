#include "packet/rules.h"

#include <algorithm>
#include <array>

namespace icmpwire {
namespace {

constexpr std::string_view zero = "zero";
constexpr std::string_view pointer_rule =
    "4 at least, at the beginning of a slot; beyond the length where no slot is free";
constexpr std::string_view slots_rule = "3 and as many as the slots take";
constexpr std::string_view v4 = "RFC 791 3.1", v4_fragments = "RFC 791 3.2", v6_fragments = "RFC 8200 4.5";

constexpr std::array all{
    Rule{"ip", "version", "4", "RFC 1122 3.2.1.1"},
    Rule{"ip", "ihl", "at least 5, and no more words than there are", v4},
    Rule{"ip", "total_length", "no less than the header takes, and no more than there is", v4},
    Rule{"ip", "reserved", zero, v4},
    Rule{"ip", "dont_fragment", "not set in a fragment", v4},
    Rule{"ip", "more_fragments", "where it is set, a multiple of 8 octets of data", v4_fragments},
    Rule{"ip", "fragment_offset", "no fragment ends behind octet 65535 of its datagram", v4_fragments},
    Rule{"ip", "ttl", "not 0 in what is sent", "RFC 1122 3.2.1.7"},
    Rule{"ip", "checksum", "the one's complement sum of the header; a quote's may be stale", v4},
    Rule{"ip", "source", "one single host: no group, no class E", "RFC 1122 3.2.1.3"},
    Rule{every_option, "type", "an option appears at most once, but for No Operation", v4},
    Rule{every_option, "type", "at most one source route in a datagram", "RFC 1122 3.2.1.8"},
    Rule{"option", "type", "its length follows, at least 2, and no more than the header has left", v4},
    Rule{"record_route", "length", slots_rule, v4},
    Rule{"record_route", "pointer", pointer_rule, v4},
    Rule{"loose_source_route", "length", slots_rule, v4},
    Rule{"loose_source_route", "pointer", pointer_rule, v4},
    Rule{"strict_source_route", "length", slots_rule, v4},
    Rule{"strict_source_route", "pointer", pointer_rule, v4},
    Rule{"timestamp", "length", "4 and as many as the slots take", v4},
    Rule{"timestamp", "pointer",
         "5 at least, at the beginning of a slot; beyond the length where no slot is free", v4},
    Rule{"timestamp", "overflow", "15 at most: the next router could not count itself", v4},
    Rule{"timestamp", "flag", "0, 1 or 3", v4},
    Rule{"router_alert", "length", "4 in IPv4; 2 in IPv6, which does not count type and length", ""},
    Rule{"stream_identifier", "length", "4", ""},
    Rule{"mtu_probe", "length", "4", ""},
    Rule{"mtu_reply", "length", "4", ""},
    Rule{"security", "length", "at least 3", "RFC 1108 2.2"},
    Rule{"icmp", "type", "an error quotes an IP header and 8 octets behind it", "RFC 1122 3.2.2"},
    Rule{"icmp", "code", "0 where the type has one code only", "RFC 792"},
    Rule{"icmp", "code", "one that the type has", "IANA ICMP codes"},
    Rule{"icmp", "checksum", "the one's complement sum of the message", "RFC 792"},
    Rule{"icmp", "unused", zero, "RFC 792"},
    Rule{"icmp", "unused_tail", zero, "RFC 792"},
    Rule{"icmp", "length", "no more than there is; at least 128 octets where extensions follow",
         "RFC 4884 4"},
    Rule{"icmp", "next_hop_mtu", "zero but with code 4", "RFC 1191 4"},
    Rule{"icmp", "pointer", "an octet of the quote", "RFC 1812 4.3.3.5"},
    Rule{"extension", "version", "2", "RFC 4884 7"},
    Rule{"extension", "reserved", zero, "RFC 4884 7"},
    Rule{"extension", "checksum", "the one's complement sum of header and objects, or 0", "RFC 4884 7"},
    Rule{"object", "length", "at least 4, and no more than there is", "RFC 4884 8"},
    Rule{"ipv6", "version", "6", "RFC 8200 3"},
    Rule{"ipv6", "payload_length", "no more than there is", "RFC 8200 3"},
    Rule{"ipv6", "source", "one single host: no group", "RFC 4291 2.7"},
    Rule{"ipv6", "destination", "not ::, which nobody has", "RFC 4291 2.5.2"},
    Rule{"hop_by_hop", "next_header", "the header stands directly behind the IPv6 header", "RFC 8200 4.1"},
    Rule{"routing", "routing_type", "not 0: deprecated", "RFC 5095 3"},
    Rule{"fragment_header", "reserved", zero, v6_fragments},
    Rule{"fragment_header", "reserved_bits", zero, v6_fragments},
    Rule{"fragment_header", "more_fragments", "where it is set, a multiple of 8 octets of data",
         v6_fragments},
    Rule{"fragment_header", "fragment_offset", "no fragment ends behind octet 65535 of the payload",
         v6_fragments},
    Rule{"padn", "data", zero, "RFC 8200 4.2"},
    Rule{"jumbo_payload", "length", "4", ""},
    Rule{"icmpv6", "type", "an error quotes an IPv6 header and has 1280 octets at most", "RFC 4443 2.4"},
    Rule{"icmpv6", "type", "neighbour discovery has the hop limit 255: it never comes from another link",
         "RFC 4861 11.2"},
    Rule{"icmpv6", "code", "0 where the type has one code only", ""},
    Rule{"icmpv6", "code", "one that the type has", "IANA ICMPv6 codes"},
    Rule{"icmpv6", "checksum", "the one's complement sum of pseudo-header and message", "RFC 4443 2.3"},
    Rule{"icmpv6", "reserved", zero, ""},
    Rule{"icmpv6", "unused", zero, ""},
    Rule{"icmpv6", "mtu", "at least 1280", "RFC 8201 4"},
    Rule{"ndp_option", "length", "not 0, and no more than the message has left", "RFC 4861 4.6"},
};

// Padding has no field of its own: what it is filled with is said where its length is.
std::string_view field_in_table(const Rule& rule) { return rule.layer == "padn" ? "length" : rule.field; }

}  // namespace

std::span<const Rule> rules() { return all; }

std::vector<Rule> rules_of(const CatalogueEntry& entry) {
  std::vector<Rule> found;
  for (const Rule& rule : all) {
    const bool is_here =
        rule.layer == entry.layout->name || (rule.layer == every_option && entry.option_type.has_value());
    const auto& fields = entry.layout->fields;
    const bool has_field = std::any_of(fields.begin(), fields.end(), [&](const FieldInfo& field) {
      return field.name == field_in_table(rule);
    });
    if (!is_here || !has_field) continue;
    found.push_back(rule);
    if (rule.source.empty()) found.back().source = entry.layout->source;
  }
  return found;
}

}  // namespace icmpwire
