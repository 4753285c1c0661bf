// The scenarios of the recordings on the simulated network, and what IP_OPTION_INFORMATION may ask for.
#include "tests/api/option_cases.h"

namespace icmpwire::test {
namespace {

// Hears what leaves a handle's wire.
class Heard {
 public:
  explicit Heard(HANDLE handle) : handle_(handle) {
    EXPECT_EQ(icmpwire_trace(
                  handle,
                  [](void* context, const icmpwire_frame* frame) {
                    if (frame->is_outbound == 0) return;
                    const Bytes octets(frame->octets.data, frame->octets.size);
                    const Bytes datagram = octets.subspan(frame->datagram_at);
                    static_cast<Heard*>(context)->sent_.assign(datagram.begin(), datagram.end());
                  },
                  this),
              TRUE);
  }
  ~Heard() { icmpwire_trace(handle_, nullptr, nullptr); }
  Heard(const Heard&) = delete;
  Heard& operator=(const Heard&) = delete;
  const Octets& sent() const { return sent_; }

 private:
  HANDLE handle_;
  Octets sent_;
};

TEST(OptionCases, IcmpSendEchoDoesWhatWasRecorded) {
  const Handle wire("sim");
  for (const OptionCase& scenario : option_cases) {
    if (scenario.asked == not_to_be_asked) continue;
    const Heard heard(wire);
    expect_as_recorded(by_icmp_send_echo(wire, scenario), scenario);
    expect_left_as_recorded(heard.sent(), scenario, false);
  }
  expect_as_recorded(by_icmp_send_echo(wire, dead_host), dead_host);
}

TEST(OptionCases, IcmpwireSendDoesWhatWasRecorded) {
  const Handle wire("sim");
  for (const OptionCase& scenario : option_cases) {
    const Heard heard(wire);
    expect_as_recorded(by_icmpwire_send(wire, scenario), scenario);
    expect_left_as_recorded(heard.sent(), scenario, true);
  }
}

// OptionsData, and what leaves: destination and options; or the last error.
struct Asked {
  std::string_view options;
  std::string_view to;
  std::string_view left;
  DWORD error = 0;
  UCHAR flags = 0;
};

constexpr Asked asked_rows[] = {
    {"07 03 04", "10.9.3.3", "07 03 04 00"},  // padded with End of Option List
    {"01 01 01 01 01", "10.9.3.3", "01 01 01 01 01 00 00 00"},
    {"83 07 04 0a090102", "10.9.1.2", "83 03 04 00"},  // a route of one hop is used up with it
    {"89 03 04", "10.9.3.3", "89 03 04 00"},           // none to take
    {"83 06 04 0a0901", "10.9.3.3", "83 06 04 0a 09 01 00 00"},
    {"83 07 01 0a090102", "10.9.1.2", "83 03 01 00"},                 // the pointer is not judged
    {"00 83 07 04 0a090102", "10.9.3.3", "00 83 07 04 0a 09 01 02"},  // behind the end of the list is nothing
    {"07 02", "10.9.3.3", "07 02 00 00"},
    {"07 ff", "", "", IP_BAD_OPTION},  // beyond the end
    {"07 01", "", "", IP_BAD_OPTION},  // below 2
    {"07 00 00 00", "", "", IP_BAD_OPTION},
    {"01 01 01 07", "", "", IP_BAD_OPTION},  // no length
    {"83 0f 04 0a090102", "", "", IP_BAD_OPTION},
    {"01", "10.9.3.3", "01 00 00 00", 0, IP_FLAG_DF},
    {"01", "10.9.3.3", "01 00 00 00", 0, 0x4 | IP_FLAG_DF},
    {"01", "10.9.3.3", "01 00 00 00", 0, IP_FLAG_REVERSE},  // IPv6's; more fragments is not to be asked for
};

TEST(OptionInformation, LeavesAsTheDocumentationSays) {
  const Handle wire("sim");
  for (const Asked& row : asked_rows) {
    const Heard heard(wire);
    Octets octets;
    ASSERT_TRUE(from_hex(row.options, octets));
    IP_OPTION_INFORMATION options{77, 0x5a, row.flags, static_cast<UCHAR>(octets.size()), octets.data()};
    std::uint8_t buffer[sizeof(ICMP_ECHO_REPLY) + 100];
    const DWORD replies =
        IcmpSendEcho(wire, ip_address(10, 9, 3, 3), nullptr, 0, &options, buffer, sizeof buffer, 10);
    if (row.error != 0) {
      EXPECT_EQ(replies, 0U) << row.options;
      EXPECT_EQ(GetLastError(), row.error) << row.options;
      EXPECT_TRUE(heard.sent().empty()) << row.options;
      continue;
    }
    const auto left = parse_ipv4(heard.sent());
    ASSERT_TRUE(left) << row.options;
    EXPECT_EQ(to_text(left->header.destination), row.to) << row.options;
    EXPECT_EQ(to_hex(left->options), row.left) << row.options;
    EXPECT_EQ(left->header.ttl, 77) << row.options;
    EXPECT_EQ(left->header.tos, 0x5a) << row.options;
    EXPECT_EQ(left->header.dont_fragment, (row.flags & IP_FLAG_DF) != 0) << row.options;
    EXPECT_EQ(left->header.reserved, (row.flags & 0x4) != 0) << row.options;
    EXPECT_FALSE(left->header.more_fragments) << row.options;
  }
}

// Ten addresses are 43 octets of route, of which 39 leave.
TEST(OptionInformation, MayExceedFortyOctetsByTheHopThatIsTakenOut) {
  const Handle wire("sim");
  const Heard heard(wire);
  Octets route = {IP_OPT_LSRR, 43, 4};
  for (std::uint8_t i = 0; i < 10; ++i)
    route.insert(route.end(), {10, 9, 1, static_cast<std::uint8_t>(2 + i)});
  std::uint8_t buffer[sizeof(ICMP_ECHO_REPLY) + 100];
  IP_OPTION_INFORMATION options{64, 0, 0, static_cast<UCHAR>(route.size()), route.data()};
  IcmpSendEcho(wire, ip_address(10, 9, 1, 11), nullptr, 0, &options, buffer, sizeof buffer, 10);
  ASSERT_EQ(heard.sent().size(), 68U);
  EXPECT_EQ(to_hex(Bytes(heard.sent()).subspan(20, 7)), "83 27 04 0a 09 01 03");

  Octets full(41, IP_OPT_NOP);
  options.OptionsSize = 41;
  options.OptionsData = full.data();
  EXPECT_EQ(IcmpSendEcho(wire, ip_address(10, 9, 3, 3), nullptr, 0, &options, buffer, sizeof buffer, 10), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_OPTION_TOO_BIG));
}

}  // namespace
}  // namespace icmpwire::test
