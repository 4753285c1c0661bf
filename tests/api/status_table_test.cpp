// Every ICMP type and code about a request, from the wire to the Status in the caller's buffer
// (windows-semantics 2.2).
#include <gtest/gtest.h>

#include "tests/api/scripted_handle.h"

namespace icmpwire::test {
namespace {

struct Row {
  std::uint8_t type, code;
  DWORD status;
};

constexpr Row errors[] = {{3, 0, 11002},  {3, 1, 11003},   {3, 2, 11004},   {3, 3, 11005},  {3, 4, 11009},
                          {3, 5, 11012},  {3, 6, 11002},   {3, 7, 11003},   {3, 8, 11003},  {3, 9, 11002},
                          {3, 10, 11003}, {3, 11, 11002},  {3, 12, 11003},  {3, 13, 11003}, {3, 14, 11003},
                          {3, 15, 11003}, {3, 16, 11003},  {3, 255, 11003}, {4, 0, 11016},  {11, 0, 11013},
                          {11, 1, 11014}, {11, 2, 11013},  {12, 0, 11015},  {12, 1, 11015}, {12, 2, 11015},
                          {4, 1, 11016},  {11, 255, 11013}};

// What goes on its way, and what is none of our business: the request waits on.
constexpr Row others[] = {{5, 0, 11010}, {5, 1, 11010},  {5, 2, 11010},  {5, 3, 11010},
                          {8, 0, 11010}, {13, 0, 11010}, {14, 0, 11010}, {15, 0, 11010},
                          {9, 0, 11010}, {10, 0, 11010}, {40, 0, 11010}, {255, 255, 11010}};

ICMP_ECHO_REPLY echo(const Row& row, DWORD& replies) {
  const ScriptedHandle handle([&](Bytes request) -> Result<Replies> {
    return Replies{{milliseconds(7), icmp_error(row.type, row.code, request)}};
  });
  GuardedBuffer buffer(sizeof(ICMP_ECHO_REPLY));
  replies =
      IcmpSendEcho(handle, ip_address(10, 9, 3, 3), nullptr, 0, nullptr, buffer.data(), buffer.size(), 1000);
  EXPECT_TRUE(buffer.guards_hold());
  return buffer.reply();
}

TEST(StatusTable, EveryErrorIsOneReplyFromItsRouter) {
  for (const Row& row : errors) {
    DWORD replies = 0;
    const ICMP_ECHO_REPLY reply = echo(row, replies);
    EXPECT_EQ(reply.Status, row.status) << int{row.type} << "/" << int{row.code};
    EXPECT_EQ(replies, 1U);
    EXPECT_EQ(GetLastError(), 0U);
    EXPECT_EQ(reply.Address, ip_address(10, 9, 1, 2));
    EXPECT_EQ(reply.RoundTripTime, 7U);
    EXPECT_EQ(reply.DataSize, 0);
    EXPECT_EQ(reply.Options.Ttl, 64);
  }
}

TEST(StatusTable, WhatIsNoAnswerIsPassedOver) {
  for (const Row& row : others) {
    DWORD replies = 1;
    const ICMP_ECHO_REPLY reply = echo(row, replies);
    EXPECT_EQ(reply.Status, row.status) << int{row.type} << "/" << int{row.code};
    EXPECT_EQ(replies, 0U);
    EXPECT_EQ(GetLastError(), row.status);
  }
}

}  // namespace
}  // namespace icmpwire::test
