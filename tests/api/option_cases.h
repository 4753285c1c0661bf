// The scenarios of the recordings as programs ask for them, by IcmpSendEcho and by icmpwire_send, on any wire
// on which 10.9.1.1 - r1 - r2 - 10.9.3.3 is the network: what leaves, and what is reported.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "packet/text.h"
#include "tests/api/calls.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {

struct OptionCase {
  const char* recording;  // its first packet is what leaves, but for identification and what follows from it
  // OptionsData of IcmpSendEcho where they are not the recorded options: a full route, first hop through
  // final destination. "-": IcmpSendEcho cannot ask for this.
  std::string_view asked;
  DWORD status;                            // IP_SUCCESS, of the ICMP error, or IP_REQ_TIMED_OUT
  std::string_view from;                   // who answers
  bool options_come_back_the_same = true;  // as recorded in the answer's header: not where they hold times
};

inline constexpr std::string_view as_recorded;
inline constexpr std::string_view not_to_be_asked = "-";

// Of 10.9.3.99, where nobody lives, somebody says so after some three seconds.
inline constexpr OptionCase dead_host = {"33-host-unreachable", as_recorded, IP_DEST_HOST_UNREACHABLE,
                                         "10.9.2.2"};

inline constexpr OptionCase option_cases[] = {
    {"01-plain", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"02-rr9", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"03-rr3-full", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"04-ts-only9", as_recorded, IP_SUCCESS, "10.9.3.3", false},
    {"05-ts-addr4-overflow", as_recorded, IP_SUCCESS, "10.9.3.3", false},
    {"06-ts-prespec-r2-h2", as_recorded, IP_SUCCESS, "10.9.3.3", false},
    {"07-ts-overflow-counter-15", as_recorded, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"08-lsrr-r1-r2", "01 83 0f 04 0a090102 0a090202 0a090303", IP_SUCCESS, "10.9.3.3"},
    {"09-ssrr-r1-r2", "01 89 0f 04 0a090102 0a090202 0a090303", IP_SUCCESS, "10.9.3.3"},
    {"10-ssrr-not-neighbour", "01 89 0b 04 0a090102 0a090303", IP_BAD_ROUTE, "10.9.1.2"},
    {"11-lsrr-ttl2-time-exceeded", "01 83 0f 04 0a090102 0a090202 0a090303", IP_TTL_EXPIRED_TRANSIT,
     "10.9.2.2"},
    {"12-router-alert", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"13-security-basic", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"14-experimental-0x5e", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"15-rr-len2-malformed", as_recorded, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"16-rr-ptr3-malformed", as_recorded, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"17-two-source-routes", "83 0b 04 0a090102 0a090202 01 83 07 04 0a090303", IP_PARAM_PROBLEM, "10.9.1.2"},
    {"18-duplicate-rr", as_recorded, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"19-rr9-ttl1-time-exceeded", as_recorded, IP_TTL_EXPIRED_TRANSIT, "10.9.1.2"},
    {"20-rr9-ttl2-time-exceeded", as_recorded, IP_TTL_EXPIRED_TRANSIT, "10.9.2.2"},
    {"23-eol-then-junk", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"24-nop40", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"25-tos-b9", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"27-rr-ra-lsrr-combined",
     "83 0f 04 0a090102 0a090202 0a090303 07 13 04 00000000 00000000 00000000 00000000 94 04 0000",
     IP_SUCCESS, "10.9.3.3"},
    {"28-rr-ptr-past-end-partial-slot", as_recorded, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"29-len-overruns-header", not_to_be_asked, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"30-type-at-last-byte-no-len", not_to_be_asked, IP_PARAM_PROBLEM, "10.9.1.2"},
    {"31-ssrr-completed-on-send", not_to_be_asked, IP_REQ_TIMED_OUT, ""},
    {"32-stream-id-obsolete", as_recorded, IP_SUCCESS, "10.9.3.3"},
    {"34-zero-payload-zero-id-seq", not_to_be_asked, IP_SUCCESS, "10.9.3.3"},
};

// Where the link between the routers takes 600 octets. The second is learned from, so that it is for once.
inline constexpr OptionCase fragmented = {"35-frag-options-mtu600", as_recorded, IP_SUCCESS, "10.9.3.3",
                                          false};
inline constexpr OptionCase not_to_be_fragmented = {"36-df-frag-needed-mtu600", as_recorded,
                                                    IP_PACKET_TOO_BIG, "10.9.1.2", false};

// The recorded request and, where there is one, the answer.
struct RecordedCase {
  explicit RecordedCase(const OptionCase& of)
      : datagrams(recorded_datagrams(of.recording + std::string(".pcap"))) {}
  Ipv4Datagram request() const { return parse_ipv4(datagrams.at(0)).value(); }
  std::string answer_options() const {
    return datagrams.size() < 2 ? "" : to_hex(parse_ipv4(datagrams[1]).value().options);
  }
  Bytes data() const { return request().payload.subspan(8); }
  std::vector<Octets> datagrams;
};

// What was reported, whichever call was used.
struct Reported {
  DWORD status = 0;
  std::string from;
  std::string options;  // of the answer's header
};

// Milliseconds; where nobody answers there is no reason to wait for long.
inline DWORD patience_for(const OptionCase& scenario) {
  return scenario.status == IP_REQ_TIMED_OUT ? 100 : patience;
}

inline Reported by_icmp_send_echo(HANDLE handle, const OptionCase& scenario) {
  const RecordedCase recorded(scenario);
  const Ipv4Datagram request = recorded.request();
  Octets asked(request.options.begin(), request.options.end());
  if (!scenario.asked.empty()) {
    asked.clear();
    EXPECT_TRUE(from_hex(scenario.asked, asked));
  }
  IP_OPTION_INFORMATION options{};
  options.Ttl = request.header.ttl;
  options.Tos = request.header.tos;
  if (request.header.dont_fragment) options.Flags = IP_FLAG_DF;
  options.OptionsSize = static_cast<UCHAR>(asked.size());
  options.OptionsData = asked.data();
  // Where a route is followed the final destination is asked for, as the route's end.
  IPAddr to;
  const Octets final_destination = scenario.asked.empty() ? Octets(request.header.destination.octets.begin(),
                                                                   request.header.destination.octets.end())
                                                          : Octets{10, 9, 3, 3};
  std::memcpy(&to, final_destination.data(), sizeof to);
  Octets data(recorded.data().begin(), recorded.data().end());
  std::vector<std::uint8_t> buffer(sizeof(ICMP_ECHO_REPLY) + 1200);
  const DWORD replies =
      IcmpSendEcho(handle, to, data.data(), static_cast<WORD>(data.size()), &options, buffer.data(),
                   static_cast<DWORD>(buffer.size()), patience_for(scenario));
  if (replies == 0) return {GetLastError(), "", ""};
  ICMP_ECHO_REPLY reply;
  std::memcpy(&reply, buffer.data(), sizeof reply);
  Ipv4Address from;
  std::memcpy(from.octets.data(), &reply.Address, from.octets.size());
  return {reply.Status, to_text(from), to_hex({reply.Options.OptionsData, reply.Options.OptionsSize})};
}

inline Reported by_icmpwire_send(HANDLE handle, const OptionCase& scenario) {
  const RecordedCase recorded(scenario);
  const Ipv4Datagram sent = recorded.request();
  icmpwire_request request;
  icmpwire_request_init(&request);
  request.destination.version = 4;
  std::copy_n(sent.header.destination.octets.begin(), 4, request.destination.octets);
  request.data = recorded.data().data();
  request.data_octets = recorded.data().size();
  request.options = sent.options.data();
  request.options_octets = sent.options.size();
  request.timeout = std::uint64_t{patience_for(scenario)} * 1'000'000;
  request.flags = ICMPWIRE_MALFORMED_OPTIONS | ICMPWIRE_SET_IDENTIFIER | ICMPWIRE_SET_SEQUENCE;
  if (sent.header.dont_fragment) request.flags |= ICMPWIRE_DONT_FRAGMENT;
  request.identifier = read_u16(sent.payload, 4);
  request.sequence = read_u16(sent.payload, 6);
  request.ttl = sent.header.ttl;
  request.traffic_class = sent.header.tos;
  icmpwire_result* result = icmpwire_send(handle, &request);
  if (result == nullptr) return {GetLastError(), "", ""};
  Reported reported{IP_REQ_TIMED_OUT, "", ""};
  icmpwire_answer answer{};
  answer.size = sizeof answer;
  if (icmpwire_result_answers(result) > 0 && icmpwire_result_answer(result, 0, &answer)) {
    Ipv4Address from;
    std::copy_n(answer.from.octets, 4, from.octets.begin());
    reported = {answer.status, to_text(from), to_hex({answer.options.data, answer.options.size})};
  }
  icmpwire_result_free(result);
  return reported;
}

inline void expect_as_recorded(const Reported& reported, const OptionCase& scenario) {
  EXPECT_EQ(reported.status, scenario.status) << scenario.recording;
  EXPECT_EQ(reported.from, scenario.from) << scenario.recording;
  if (scenario.options_come_back_the_same) {
    EXPECT_EQ(reported.options, RecordedCase(scenario).answer_options()) << scenario.recording;
  }
}

// The datagram that left is the recorded one, octet by octet, but for the identification that each request
// gets anew, the checksum over it and, where IcmpSendEcho chose them, identifier, sequence and their
// checksum.
inline void expect_left_as_recorded(Bytes datagram, const OptionCase& scenario, bool exact_echo) {
  const RecordedCase recorded(scenario);
  Octets left(datagram.begin(), datagram.end());
  const Octets& expected = recorded.datagrams.at(0);
  ASSERT_EQ(left.size(), expected.size()) << scenario.recording;
  EXPECT_TRUE(ipv4_checksum_ok(parse_ipv4(left)->header_octets)) << scenario.recording;
  EXPECT_TRUE(checksum_holds(parse_ipv4(left)->payload)) << scenario.recording;
  const auto as_expected = [&](std::size_t at, std::size_t octets) {
    std::copy_n(expected.begin() + static_cast<std::ptrdiff_t>(at), octets,
                left.begin() + static_cast<std::ptrdiff_t>(at));
  };
  as_expected(4, 2);   // identification
  as_expected(10, 2);  // header checksum
  const std::size_t echo_at = recorded.request().header_octets.size();
  if (!exact_echo) as_expected(echo_at + 2, 6);  // checksum, identifier, sequence
  EXPECT_EQ(to_hex(left), to_hex(expected)) << scenario.recording;
}

}  // namespace icmpwire::test
