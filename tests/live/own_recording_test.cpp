// A live run and the replay of its own recording: the same reply structures, statuses and round trips, to the
// nanosecond and octet by octet, for the recorded scenarios that the interface can ask for.
#include "packet/field_difference.h"
#include "packet/ip_options.h"
#include "tests/api/calls.h"
#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"
#include "tests/support/recordings.h"

namespace icmpwire::live {
namespace {

// What a scenario is to end with: an IP status.
struct Scenario {
  const char* recording;
  DWORD status;
};

constexpr Scenario scenarios[] = {
    {"01-plain", IP_SUCCESS},
    {"02-rr9", IP_SUCCESS},
    {"03-rr3-full", IP_SUCCESS},
    {"04-ts-only9", IP_SUCCESS},
    {"05-ts-addr4-overflow", IP_SUCCESS},
    {"06-ts-prespec-r2-h2", IP_SUCCESS},
    {"07-ts-overflow-counter-15", IP_PARAM_PROBLEM},
    {"08-lsrr-r1-r2", IP_SUCCESS},
    {"09-ssrr-r1-r2", IP_SUCCESS},
    {"10-ssrr-not-neighbour", IP_BAD_ROUTE},
    {"11-lsrr-ttl2-time-exceeded", IP_TTL_EXPIRED_TRANSIT},
    {"12-router-alert", IP_SUCCESS},
    {"13-security-basic", IP_SUCCESS},
    {"14-experimental-0x5e", IP_SUCCESS},
    {"15-rr-len2-malformed", IP_PARAM_PROBLEM},
    {"16-rr-ptr3-malformed", IP_PARAM_PROBLEM},
    {"17-two-source-routes", IP_PARAM_PROBLEM},
    {"18-duplicate-rr", IP_PARAM_PROBLEM},
    {"19-rr9-ttl1-time-exceeded", IP_TTL_EXPIRED_TRANSIT},
    {"20-rr9-ttl2-time-exceeded", IP_TTL_EXPIRED_TRANSIT},
    {"23-eol-then-junk", IP_SUCCESS},
    {"24-nop40", IP_SUCCESS},
    {"25-tos-b9", IP_SUCCESS},
    {"27-rr-ra-lsrr-combined", IP_SUCCESS},
    {"28-rr-ptr-past-end-partial-slot", IP_PARAM_PROBLEM},
    {"29-len-overruns-header", IP_PARAM_PROBLEM},
    {"30-type-at-last-byte-no-len", IP_PARAM_PROBLEM},
    {"31-ssrr-completed-on-send", IP_REQ_TIMED_OUT},
    {"32-stream-id-obsolete", IP_SUCCESS},
    {"33-host-unreachable", IP_DEST_HOST_UNREACHABLE},
    {"34-zero-payload-zero-id-seq", IP_SUCCESS},
    {"35-frag-options-mtu600", IP_SUCCESS},
    {"36-df-frag-needed-mtu600", IP_PACKET_TOO_BIG},
};

// A source route as IP_OPTION_INFORMATION has it: the first hop, which is the header's destination, too.
Octets with_first_hop(Octets area, const Ipv4Address& destination) {
  const Octets recorded = area;
  OptionWalk walk(recorded);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    if (!is_source_route((*option)->type)) continue;
    const std::size_t at = (*option)->at;
    area[at + 1] = static_cast<std::uint8_t>(area[at + 1] + 4);
    area.insert(area.begin() + static_cast<std::ptrdiff_t>(at + 3), destination.octets.begin(),
                destination.octets.end());
    break;
  }
  return area;
}

// The request of a recording, as calls ask for it.
struct Request {
  IPAddr destination;
  Octets data;
  Octets options;
  Octets full_options;  // as OptionsData has them
  IP_OPTION_INFORMATION information{};
  DWORD timeout;

  explicit Request(const Scenario& scenario) : timeout(scenario.status == IP_REQ_TIMED_OUT ? 100 : 10'000) {
    const Octets octets = test::recorded_datagrams(std::string(scenario.recording) + ".pcap").at(0);
    const auto datagram = parse_quoted_ipv4(octets);
    std::memcpy(&destination, datagram->header.destination.octets.data(), sizeof destination);
    data.assign(datagram->payload.begin() + 8, datagram->payload.end());
    options.assign(octets.begin() + 20, octets.begin() + *datagram->header.ihl * 4);
    information.Ttl = datagram->header.ttl;
    information.Tos = datagram->header.tos;
    information.Flags = datagram->header.dont_fragment ? IP_FLAG_DF : 0;
    full_options = with_first_hop(options, datagram->header.destination);
    information.OptionsSize = static_cast<UCHAR>(full_options.size());
    information.OptionsData = full_options.data();
  }
};

// Everything that a call gave back.
struct Seen {
  std::string scenario;
  DWORD replies = 0, error = 0;
  Octets buffer;  // of IcmpSendEcho
  std::uint32_t ending = 0;
  std::vector<std::uint64_t> round_trips;  // nanoseconds
  std::vector<std::uint32_t> statuses, remarks;
  std::vector<Octets> answers;  // datagrams
};

class LiveOwnRecording : public LiveTest {
 protected:
  // One after the other, each by IcmpSendEcho and by icmpwire_send.
  std::vector<Seen> run(const std::string& wire) {
    std::vector<Seen> all;
    const test::Handle handle(wire);
    EXPECT_NE(handle.get(), INVALID_HANDLE_VALUE) << IcmpwireFailureText();
    for (const Scenario& scenario : scenarios) {
      Request request(scenario);
      Seen seen;
      seen.scenario = scenario.recording;
      echo(handle, request, seen);
      send(handle, request, static_cast<std::uint16_t>(all.size()), seen);
      all.push_back(std::move(seen));
    }
    return all;
  }

 private:
  // The buffer lies where it lay, so that pointers into it are the same.
  void echo(HANDLE handle, Request& request, Seen& seen) {
    std::memset(buffer_, 0xa5, sizeof buffer_);
    SetLastError(0);
    seen.replies =
        IcmpSendEcho(handle, request.destination, request.data.data(), static_cast<WORD>(request.data.size()),
                     &request.information, buffer_, sizeof buffer_, request.timeout);
    seen.error = GetLastError();
    seen.buffer.assign(buffer_, buffer_ + sizeof buffer_);
  }

  static void send(HANDLE handle, const Request& request, std::uint16_t number, Seen& seen) {
    icmpwire_request asked;
    icmpwire_request_init(&asked);
    asked.destination.version = 4;
    std::memcpy(asked.destination.octets, &request.destination, sizeof request.destination);
    asked.data = request.data.data();
    asked.data_octets = request.data.size();
    asked.options = request.options.data();
    asked.options_octets = request.options.size();
    asked.timeout = std::uint64_t{request.timeout} * 1'000'000;
    asked.flags = ICMPWIRE_MALFORMED_OPTIONS | ICMPWIRE_SET_IDENTIFIER | ICMPWIRE_SET_SEQUENCE;
    asked.identifier = 0x4c56;
    asked.sequence = number;
    if (request.information.Flags != 0) asked.flags |= ICMPWIRE_DONT_FRAGMENT;
    asked.ttl = request.information.Ttl;
    asked.traffic_class = request.information.Tos;
    icmpwire_result* const result = icmpwire_send(handle, &asked);
    if (result == nullptr) {
      seen.statuses.push_back(GetLastError());
      return;
    }
    seen.ending = icmpwire_result_ending(result);
    for (std::size_t i = 0; i < icmpwire_result_answers(result); ++i) {
      icmpwire_answer answer;
      answer.size = sizeof answer;
      EXPECT_TRUE(icmpwire_result_answer(result, i, &answer));
      seen.round_trips.push_back(answer.round_trip);
      seen.statuses.push_back(answer.status);
      seen.remarks.push_back(answer.remarks);
      seen.answers.emplace_back(answer.datagram.data, answer.datagram.data + answer.datagram.size);
    }
    icmpwire_result_free(result);
  }

  alignas(8) std::uint8_t buffer_[2048];
};

// An engine counts its IP identifications from a random start, and quotes hold them.
std::vector<FieldDifference> but_for_counters(Bytes live, Bytes replayed) {
  std::vector<FieldDifference> found = differences(live, replayed, LinkType::raw);
  std::erase_if(found, [](const FieldDifference& difference) {
    const bool is_quoted = difference.at >= 28;
    return is_quoted && (difference.field == "ip.identification" || difference.field == "ip.checksum");
  });
  return found;
}

void expect_same(const Seen& live, const Seen& replayed) {
  SCOPED_TRACE(live.scenario);
  EXPECT_EQ(live.replies, replayed.replies);
  EXPECT_EQ(live.error, replayed.error);
  EXPECT_EQ(to_hex(live.buffer), to_hex(replayed.buffer));
  EXPECT_EQ(live.ending, replayed.ending);
  EXPECT_EQ(live.round_trips, replayed.round_trips);
  EXPECT_EQ(live.statuses, replayed.statuses);
  EXPECT_EQ(live.remarks, replayed.remarks);
  ASSERT_EQ(live.answers.size(), replayed.answers.size());
  for (std::size_t i = 0; i < live.answers.size(); ++i) {
    EXPECT_EQ(to_text(but_for_counters(live.answers[i], replayed.answers[i])), "");
  }
}

void expect_scenario(const Scenario& scenario, const Seen& seen) {
  SCOPED_TRACE(scenario.recording);
  if (scenario.status == IP_REQ_TIMED_OUT) {
    EXPECT_EQ(seen.ending, ICMPWIRE_TIMED_OUT);
    EXPECT_EQ(seen.error, scenario.status);
  } else {
    EXPECT_EQ(seen.statuses, std::vector<std::uint32_t>{scenario.status});
  }
}

TEST_F(LiveOwnRecording, ReplaysAsItWas) {
  const Topology net = Topology::two_routers();
  net.r2().set("ipv4/neigh/c0/retrans_time_ms", "50");
  net.r1().ip("link set b0 mtu 600");
  net.r2().ip("link set b1 mtu 600");
  const Inside inside(net.h1());
  for (const std::string wire : {"live", "live?witness=on"}) {
    SCOPED_TRACE(wire);
    const test::PublicFolder folder;
    const std::string file = folder.path() + "/own.pcapng";
    setenv("ICMPWIRE_RECORD", file.c_str(), 1);
    const std::vector<Seen> live = run(wire);
    unsetenv("ICMPWIRE_RECORD");
    const std::vector<Seen> replayed = run("replay:" + file);
    ASSERT_EQ(live.size(), std::size(scenarios));
    for (std::size_t i = 0; i < live.size(); ++i) {
      expect_scenario(scenarios[i], live[i]);
      expect_same(live[i], replayed[i]);
    }
  }
}

}  // namespace
}  // namespace icmpwire::live
