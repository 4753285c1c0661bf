#include "api/reply_buffer.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>

#include "api/status.h"

namespace icmpwire {

namespace {

constexpr std::size_t padded(std::size_t octets) { return (octets + 3) / 4 * 4; }

void write_reply(MutableBytes buffer, std::size_t index, const ICMP_ECHO_REPLY& reply) {
  std::memcpy(buffer.data() + index * sizeof reply, &reply, sizeof reply);
}

Packed pack_status(DWORD status, MutableBytes buffer) {
  ICMP_ECHO_REPLY reply{};
  reply.Status = status;
  write_reply(buffer, 0, reply);
  return {0, status, sizeof reply};
}

ICMP_ECHO_REPLY to_windows(const Reception& reception) {
  ICMP_ECHO_REPLY reply{};
  const Ipv4Address from = reception.from.v4();
  std::memcpy(&reply.Address, from.octets.data(), sizeof reply.Address);
  reply.Status = status_of_answer(reception.type, reception.code);
  reply.RoundTripTime = whole_milliseconds(reception.round_trip);
  reply.DataSize = static_cast<USHORT>(data_of(reception).size());
  reply.Options.Ttl = reception.ttl;
  reply.Options.Tos = reception.tos;
  reply.Options.Flags = reception.flags;
  return reply;
}

// How many of the answers fit, each with its data.
std::size_t count_fitting(const Outcome& outcome, std::size_t room) {
  std::size_t used = 0;
  std::size_t count = 0;
  for (; count < outcome.reception_count; ++count) {
    const std::size_t data = data_of(outcome.receptions[count]).size();
    // Behind the data of one reply the next one's begins at a multiple of four.
    const std::size_t needed = sizeof(ICMP_ECHO_REPLY) + data;
    if (padded(used) + needed > room) break;
    used = padded(used) + needed;
  }
  return count;
}

std::size_t octets_with_options(const Outcome& outcome, std::size_t count) {
  std::size_t octets = count * sizeof(ICMP_ECHO_REPLY);
  for (std::size_t i = 0; i < count; ++i) {
    const Reception& reception = outcome.receptions[i];
    octets = padded(octets) + padded(reception.options().size()) + data_of(reception).size();
  }
  return octets;
}

Packed pack_answers(const Outcome& outcome, MutableBytes buffer) {
  const std::size_t count = count_fitting(outcome, buffer.size());
  if (count == 0) return pack_status(IP_GENERAL_FAILURE, buffer);
  const bool with_options = octets_with_options(outcome, count) <= buffer.size();

  std::size_t at = count * sizeof(ICMP_ECHO_REPLY);
  for (std::size_t i = 0; i < count; ++i) {
    const Reception& reception = outcome.receptions[i];
    ICMP_ECHO_REPLY reply = to_windows(reception);
    if (i > 0) at = padded(at);
    reply.Options.OptionsData = buffer.data() + at;
    if (with_options) {
      const Bytes options = reception.options();
      reply.Options.OptionsSize = static_cast<UCHAR>(options.size());
      std::copy(options.begin(), options.end(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
      at += padded(options.size());
    }
    reply.Data = buffer.data() + at;
    const Bytes data = data_of(reception);
    std::copy(data.begin(), data.end(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
    at += data.size();
    if (i == 0) reply.Reserved = static_cast<USHORT>(std::min<std::size_t>(count, 0xffff));
    write_reply(buffer, i, reply);
  }
  return {static_cast<DWORD>(count), 0, static_cast<DWORD>(at)};
}

}  // namespace

Bytes data_of(const Reception& reception) {
  return reception.verdict.answer == AnswerClass::reply ? reception.body() : Bytes{};
}

DWORD whole_milliseconds(Nanos time) {
  const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  return static_cast<DWORD>(std::min<long long>(count, std::numeric_limits<DWORD>::max()));
}

Packed pack_outcome(const Outcome& outcome, MutableBytes buffer) {
  if (outcome.ending == Ending::answered) return pack_answers(outcome, buffer);
  const DWORD status = status_of_unanswered(outcome);
  return status < IP_STATUS_BASE ? Packed{0, status} : pack_status(status, buffer);
}

Packed take_count(MutableBytes buffer) {
  ICMP_ECHO_REPLY first;
  std::memcpy(&first, buffer.data(), sizeof first);
  if (first.Reserved == 0) return {0, first.Status};
  const DWORD count = first.Reserved;
  first.Reserved = 0;
  write_reply(buffer, 0, first);
  return {count, 0};
}

}  // namespace icmpwire
