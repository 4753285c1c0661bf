// What IcmpSendEcho and its companions do with every kind of argument: the rows of windows-semantics 3.3 and
// the cases W1-W19, W35-W38 and R1-R5, on any wire on which 127.0.0.1 answers.
#pragma once

#include <gtest/gtest.h>

#include "tests/api/surroundings.h"

namespace icmpwire::test {

// The parameter is a wire specification.
class SendEcho : public testing::TestWithParam<const char*> {
 protected:
  static constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);
  static constexpr DWORD untouched_error = 0xdeadbeef;

  void SetUp() override {
    surroundings_ = surroundings_of(GetParam());
    if (IsSkipped() || HasFatalFailure()) return;
    handle_ = IcmpwireCreateFile(GetParam());
    ASSERT_NE(handle_, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
    data_.resize(32);
    for (std::size_t i = 0; i < data_.size(); ++i) data_[i] = static_cast<std::uint8_t>(i);
  }
  void TearDown() override {
    if (handle_ != INVALID_HANDLE_VALUE) {
      EXPECT_EQ(IcmpCloseHandle(handle_), TRUE);
    }
  }

  // Sends `size` octets into a buffer of `room`; the last error is preset, the buffer filled with 0xcc.
  DWORD send(WORD size, DWORD room, DWORD timeout = 4000) {
    buffer_.assign(room + 32, 0xcc);
    SetLastError(untouched_error);
    void* data = data_.empty() ? nullptr : data_.data();
    const DWORD replies = IcmpSendEcho(handle_, destination_, data, size, options_,
                                       room == 0 ? nullptr : buffer_.data(), room, timeout);
    for (std::size_t i = room; i < buffer_.size(); ++i)
      EXPECT_EQ(buffer_[i], 0xcc) << "written beyond the buffer";
    return replies;
  }
  ICMP_ECHO_REPLY reply() const {
    ICMP_ECHO_REPLY reply;
    std::memcpy(&reply, buffer_.data(), sizeof reply);
    return reply;
  }
  bool buffer_untouched() const {
    return std::all_of(buffer_.begin(), buffer_.end(), [](std::uint8_t octet) { return octet == 0xcc; });
  }
  void expect_refused(DWORD error) {
    EXPECT_EQ(GetLastError(), error);
    if (error < IP_STATUS_BASE) {
      EXPECT_TRUE(buffer_untouched());
    } else {
      EXPECT_EQ(reply().Status, error);
    }
  }

  std::unique_ptr<Surroundings> surroundings_;
  HANDLE handle_ = INVALID_HANDLE_VALUE;
  IPAddr destination_ = ip_address(127, 0, 0, 1);
  PIP_OPTION_INFORMATION options_ = nullptr;
  std::vector<std::uint8_t> data_;
  std::vector<std::uint8_t> buffer_;
};

TEST_P(SendEcho, RowA_InvalidHandle_W1) {
  IcmpCloseHandle(handle_);
  handle_ = INVALID_HANDLE_VALUE;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, RowB_NoHandleOrAClosedOne) {
  const HANDLE open = handle_;
  handle_ = nullptr;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
  const HANDLE closed = IcmpwireCreateFile(GetParam());
  ASSERT_EQ(IcmpCloseHandle(closed), TRUE);
  handle_ = closed;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
  handle_ = open;
}

TEST_P(SendEcho, RowC_NoReplyBuffer_W8) {
  SetLastError(untouched_error);
  EXPECT_EQ(IcmpSendEcho(handle_, destination_, data_.data(), 32, nullptr, nullptr, reply_size + 32, 1000),
            0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST_P(SendEcho, RowD_ReplySizeZero_W9) {
  buffer_.assign(100, 0xcc);
  EXPECT_EQ(IcmpSendEcho(handle_, destination_, data_.data(), 32, nullptr, buffer_.data(), 0, 1000), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, RowE_NeitherBufferNorSize_W10) {
  EXPECT_EQ(send(32, 0), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, RowF_LessThanOneReply) {
  EXPECT_EQ(send(0, reply_size - 1), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
  EXPECT_EQ(send(0, 1), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, RowG_ExactlyOneReplyAndNoData_W12) { EXPECT_EQ(send(0, reply_size), 1U); }

TEST_P(SendEcho, RowH_ExactlyOneReplyAndItsData_W13) {
  EXPECT_EQ(send(8, reply_size + 8), 1U);
  EXPECT_EQ(reply().DataSize, 8);
}

TEST_P(SendEcho, RowI_OneOctetMoreThanFits_W14) {
  EXPECT_EQ(send(9, reply_size + 8), 0U);
  expect_refused(IP_GENERAL_FAILURE);
}

TEST_P(SendEcho, RowJ_OneOctetShort_W11_W15) {
  EXPECT_EQ(send(32, reply_size + 31), 0U);
  expect_refused(IP_GENERAL_FAILURE);
  EXPECT_EQ(send(8, reply_size + 7), 0U);
  expect_refused(IP_GENERAL_FAILURE);
}

TEST_P(SendEcho, RowK_RoomForNoDataAtAll_R4) {
  EXPECT_EQ(send(32, reply_size), 0U);
  expect_refused(IP_GENERAL_FAILURE);
}

TEST_P(SendEcho, RowL_DestinationZero_W4) {
  destination_ = 0;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_NETNAME);
}

TEST_P(SendEcho, RowM_NoDataAndSizeZero_W6) {
  data_.clear();
  EXPECT_EQ(send(0, reply_size + 32), 1U);
}

TEST_P(SendEcho, RowN_NoDataButASize) {
  data_.clear();
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, RowO_DataButSizeZero_W5) {
  EXPECT_EQ(send(0, reply_size + 32), 1U);
  EXPECT_EQ(reply().DataSize, 0);
}

TEST_P(SendEcho, RowP_OptionsOfZeroes_W7) {
  IP_OPTION_INFORMATION zeroes{};
  options_ = &zeroes;
  EXPECT_EQ(send(0, reply_size + 32), 1U);
  EXPECT_EQ(reply().Status, 0U);
}

TEST_P(SendEcho, RowQ_TimeoutZeroGivesALocalDestinationItsChance_W16) {
  EXPECT_EQ(send(32, reply_size + 32, 0), 1U);
}

TEST_P(SendEcho, RowR_TheLongestTimeout_W17) { EXPECT_EQ(send(32, reply_size + 32, 0xffffffff), 1U); }

TEST_P(SendEcho, RowX_MoreThanADatagramHolds) {
  data_.resize(65535);
  EXPECT_EQ(send(65508, reply_size + 65535), 0U);
  expect_refused(IP_PACKET_TOO_BIG);
}

TEST_P(SendEcho, RowX_AsMuchAsADatagramHolds) {
  data_.assign(65507, 0x5a);
  ASSERT_EQ(send(65507, reply_size + 65507), 1U);
  EXPECT_EQ(reply().DataSize, 65507);
  EXPECT_EQ(std::memcmp(reply().Data, data_.data(), data_.size()), 0);
}

TEST_P(SendEcho, RowY_OptionsThatAreTooManyOrDoNotTile) {
  std::uint8_t octets[41] = {7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.OptionsData = octets;
  options.OptionsSize = 41;
  options_ = &options;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(IP_OPTION_TOO_BIG);
  options.OptionsSize = 38;  // record route says 39
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(IP_BAD_OPTION);
}

TEST_P(SendEcho, RowZ_ASizeOfOptionsButNone) {
  IP_OPTION_INFORMATION options{};
  options.OptionsSize = 4;
  options_ = &options;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  expect_refused(ERROR_INVALID_PARAMETER);
}

TEST_P(SendEcho, W19_TheDataComesBackAndTheLastErrorIsZero) {
  ASSERT_EQ(send(32, reply_size + 32), 1U);
  EXPECT_EQ(GetLastError(), 0U);
  const ICMP_ECHO_REPLY reply = this->reply();
  EXPECT_EQ(reply.Address, destination_);
  EXPECT_EQ(reply.Status, 0U);
  EXPECT_EQ(reply.DataSize, 32);
  EXPECT_EQ(reply.Reserved, 0);
  EXPECT_EQ(reply.Data, buffer_.data() + reply_size);
  EXPECT_EQ(std::memcmp(reply.Data, data_.data(), 32), 0);
}

TEST_P(SendEcho, ReceivedOptionsArePointedTo) {
  std::uint8_t record_route[40] = {7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.Ttl = 64;
  options.OptionsData = record_route;
  options.OptionsSize = 40;
  options_ = &options;
  ASSERT_EQ(send(32, reply_size + 40 + 32), 1U);
  const ICMP_ECHO_REPLY reply = this->reply();
  EXPECT_EQ(reply.Options.OptionsSize, 40);
  ASSERT_EQ(reply.Options.OptionsData, buffer_.data() + reply_size);
  EXPECT_EQ(reply.Options.OptionsData[0], 7);
  EXPECT_GT(reply.Options.OptionsData[2], 4);  // somebody recorded himself
  EXPECT_EQ(reply.Data, buffer_.data() + reply_size + 40);
  EXPECT_EQ(std::memcmp(reply.Data, data_.data(), 32), 0);
}

TEST_P(SendEcho, RequestDataMayLieInTheReplyBuffer) {
  buffer_.assign(reply_size + 32, 0xcc);
  for (std::uint8_t i = 0; i < 32; ++i) buffer_[i] = i;
  ASSERT_EQ(
      IcmpSendEcho(handle_, destination_, buffer_.data(), 32, nullptr, buffer_.data(), reply_size + 32, 4000),
      1U);
  EXPECT_EQ(reply().DataSize, 32);
  EXPECT_EQ(std::memcmp(reply().Data, data_.data(), 32), 0);
}

TEST_P(SendEcho, ASynchronousBufferIsNotToBeParsed) {
  ASSERT_EQ(send(32, reply_size + 32), 1U);
  EXPECT_EQ(IcmpParseReplies(buffer_.data(), reply_size + 32), 0U);
}

}  // namespace icmpwire::test
