// What nodes do with IPv4 options, beyond what the recordings show.
#include "capture/simulated_options.h"

#include <gtest/gtest.h>

#include "tests/capture/simulated_fixture.h"

namespace icmpwire::test {
namespace {

using Addresses = std::vector<std::string>;

IpOptions options_of(std::initializer_list<std::uint8_t> octets) {
  return *IpOptions::from_octets(std::vector<std::uint8_t>(octets));
}

IpOptions source_route(OptionType type, std::initializer_list<std::string_view> stops) {
  std::vector<Ipv4Address> hops;
  for (const std::string_view stop : stops) hops.push_back(address(stop));
  return type == OptionType::loose_source_route ? loose_source_route(hops) : strict_source_route(hops);
}

// Where r1 says that the problem is; nullopt where it does not say so.
std::optional<unsigned> problem_of(const IpOptions& options, std::string_view destination = "10.9.3.3") {
  const auto answers = answers_to(echo_request(destination, options));
  if (only_answer(answers) != TypeAndCode{IcmpType::parameter_problem, 0}) return std::nullopt;
  return std::get<IcmpParameterProblem>(answers[0].icmp().header).pointer;
}

TEST(RecordRouteRule, EveryHopRecordsItsWayOutAndTheHostTwice) {
  const auto answers = answers_to(echo_request("10.9.3.3", record_route(6)));
  EXPECT_EQ(route_of(answers[0].ip(), OptionType::record_route),
            (Addresses{"10.9.2.1", "10.9.3.2", "10.9.3.3", "10.9.3.3", "10.9.2.2", "10.9.1.2"}));
}

TEST(RecordRouteRule, OnLoopbackTheHostRecordsItselfTwice) {
  const auto answers = answers_to(echo_request("127.0.0.1", record_route(3)));
  EXPECT_EQ(route_of(answers[0].ip(), OptionType::record_route),
            (Addresses{"127.0.0.1", "127.0.0.1", "0.0.0.0"}));
}

TEST(TimestampRule, WithoutSourceRouteItIsTheIncomingSideThatStamps) {
  const auto answers = answers_to(echo_request("10.9.3.3", timestamp(TimestampFlag::with_addresses, 1)));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_EQ(read_u32(option->octets, 4), address("10.9.1.2").value());
  EXPECT_EQ(read_u32(option->octets, 8), 12U * 3600 * 1000);
  EXPECT_EQ(option->octets[3] >> 4, 4);  // r2, h2 on receipt, r2, r1
}

TEST(TimestampRule, UnderASourceRouteItIsTheOutgoingSide) {
  const auto options = together({source_route(OptionType::loose_source_route, {"10.9.3.3"}),
                                 timestamp(TimestampFlag::with_addresses, 1)});
  const auto answers = answers_to(echo_request("10.9.1.2", options));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_EQ(read_u32(option->octets, 4), address("10.9.2.1").value());
}

TEST(TimestampRule, PrespecifiedSlotsWaitForTheirOwners) {
  const std::array<Ipv4Address, 2> hops = {address("10.9.3.3"), address("10.9.2.2")};
  const auto answers = answers_to(echo_request("10.9.3.3", timestamp_prespecified(hops)));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_NE(read_u32(option->octets, 8), 0U);   // h2
  EXPECT_NE(read_u32(option->octets, 16), 0U);  // r2 on the way back
  EXPECT_EQ(option->octets[2], 21);
  EXPECT_EQ(option->octets[3] >> 4, 0);  // nobody else counts
}

TEST(TimestampRule, PrespecifiedHostStampsOnSendingToo) {
  const std::array<Ipv4Address, 2> hops = {address("10.9.3.3"), address("10.9.3.3")};
  const auto answers = answers_to(echo_request("10.9.3.3", timestamp_prespecified(hops)));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_NE(read_u32(option->octets, 16), 0U);
  EXPECT_EQ(option->octets[2], 21);
}

TEST(TimestampRule, PrespecifiedBroadcastsAndZeroAreAnybodys) {
  const std::array<Ipv4Address, 2> hops = {address("0.0.0.0"), address("10.9.2.255")};
  const auto answers = answers_to(echo_request("10.9.3.3", timestamp_prespecified(hops)));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_EQ(read_u32(option->octets, 8), 12U * 3600 * 1000);       // r1
  EXPECT_EQ(read_u32(option->octets, 16), 12U * 3600 * 1000 + 2);  // r2
}

TEST(TimestampRule, UnknownFlagsAreLeftAlone) {
  const auto answers = answers_to(echo_request("10.9.3.3", options_of({68, 8, 5, 2, 0, 0, 0, 0})));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  EXPECT_EQ(to_hex(option->octets), "44 08 05 02 00 00 00 00");
}

TEST(OptionSyntax, ProblemsOfTimestampAreLocated) {
  EXPECT_EQ(problem_of(options_of({68, 3, 5, 0})), 21U);
  EXPECT_EQ(problem_of(options_of({68, 8, 4, 0, 0, 0, 0, 0})), 22U);
  EXPECT_EQ(problem_of(options_of({68, 7, 5, 0, 0, 0, 0, 0})), 22U);               // part of a time
  EXPECT_EQ(problem_of(options_of({68, 11, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0})), 22U);  // part of a pair
  EXPECT_EQ(problem_of(options_of({68, 11, 5, 3, 0, 0, 0, 0, 0, 0, 0, 0})), 22U);
  EXPECT_EQ(problem_of(options_of({68, 6, 5, 2, 0, 0, 0, 0})), 22U);  // even of a flag nobody knows
  EXPECT_EQ(problem_of(options_of({68, 4, 5, 0, 68, 4, 5, 0})), 24U);
}

TEST(OptionSyntax, ProblemsOfSourceRoutesAreLocated) {
  EXPECT_EQ(problem_of(options_of({131, 2, 0, 0}), "10.9.1.2"), 21U);
  EXPECT_EQ(problem_of(options_of({137, 7, 3, 10, 9, 3, 3, 0}), "10.9.1.2"), 22U);
  EXPECT_EQ(problem_of(options_of({1, 131, 6, 4, 10, 9, 3, 0}), "10.9.1.2"), 23U);
}

TEST(OptionSyntax, RouterAlertHasFourOctets) { EXPECT_EQ(problem_of(options_of({148, 3, 0, 0})), 21U); }

TEST(OptionSyntax, UnknownOptionsAreNotJudged) {
  EXPECT_EQ(problem_of(options_of({94, 2, 222, 2})), std::nullopt);
}

TEST(OptionSyntax, HostsReportProblemsToo) {
  // r1 and r2 take the two slots; the third octets left over are h2's problem.
  const auto answers =
      answers_to(echo_request("10.9.3.3", options_of({7, 13, 4, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9})));
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::parameter_problem, 0}));
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.3.3"));
}

TEST(ReplyOptions, WithPartOfASlotLeftNobodyIsAnswered) {
  // h2 takes the last whole slot on receipt and has part of one to send with.
  const auto options = options_of({7, 17, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9});
  EXPECT_TRUE(answers_to(echo_request("10.9.3.3", options)).empty());
}

TEST(LooseRoute, ComesBackReversed) {
  const auto options = source_route(OptionType::loose_source_route, {"10.9.2.2", "10.9.3.3"});
  const auto answers = answers_to(echo_request("10.9.1.2", options));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.3.3"));
  EXPECT_EQ(route_of(answers[0].ip(), OptionType::loose_source_route), (Addresses{"10.9.2.2", "10.9.1.2"}));
}

TEST(LooseRoute, MayIncludeItsSender) {
  // Form B of RFC 1122 3.2.1.8: the sender recorded itself, as if it had been a stop.
  const auto options = options_of({131, 11, 8, 10, 9, 1, 1, 10, 9, 3, 3});
  const auto answers = answers_to(echo_request("10.9.1.2", options));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(route_of(answers[0].ip(), OptionType::loose_source_route), Addresses{"10.9.1.2"});
}

TEST(LooseRoute, ToTwoAddressesOfOneNodePassesItOnce) {
  const auto options = source_route(OptionType::loose_source_route, {"10.9.2.1", "10.9.3.3"});
  const auto answers = answers_to(echo_request("10.9.1.2", options));
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::echo_reply, 0}));
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.3.3"));
}

TEST(LooseRoute, ToAnUnknownNetworkEndsInSilence) {
  EXPECT_TRUE(
      answers_to(echo_request("10.9.1.2", source_route(OptionType::loose_source_route, {"192.0.2.1"})))
          .empty());
}

TEST(LooseRoute, IsNotForwardedByHosts) {
  EXPECT_TRUE(answers_to(echo_request("10.9.3.3", source_route(OptionType::loose_source_route, {"10.9.2.2"})))
                  .empty());
}

TEST(StrictRoute, FailsWhereTheNextStopIsNoNeighbour) {
  const auto answers =
      answers_to(echo_request("10.9.1.2", source_route(OptionType::strict_source_route, {"10.9.3.3"})));
  EXPECT_EQ(only_answer(answers), (TypeAndCode{IcmpType::destination_unreachable, 5}));
}

TEST(StrictRoute, PassingAnotherNodeIsAProblemOfTheDestination) {
  EXPECT_EQ(problem_of(source_route(OptionType::strict_source_route, {"10.9.3.3"}), "10.9.2.2"), 16U);
}

TEST(SourceRoutes, AreDiscardedInSilenceWhereTheyAreNotAccepted) {
  Network network = built_in_network();
  node_of(network, "r1").accepts_source_routes = false;
  const auto options = source_route(OptionType::loose_source_route, {"10.9.3.3"});
  EXPECT_TRUE(answers_to(network, echo_request("10.9.1.2", options)).empty());
}

TEST(UnreachableHost, IsReportedWithEveryHopOfTheRoute) {
  const auto answers = answers_to(echo_request("10.9.3.99", record_route(5)));
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::destination_unreachable, 1}));
  EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(answers[0].at), std::chrono::seconds(3));
  EXPECT_EQ(route_of(answers[0].ip(), OptionType::record_route),
            (Addresses{"10.9.2.1", "10.9.3.2", "10.9.2.2", "10.9.2.2", "10.9.1.2"}));
}

}  // namespace
}  // namespace icmpwire::test
