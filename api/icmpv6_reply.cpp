#include "api/icmpv6_reply.h"

#include <algorithm>
#include <cstring>

#include "api/status.h"

namespace icmpwire {

namespace {

Packed write_reply(const ICMPV6_ECHO_REPLY& reply, Bytes data, MutableBytes buffer) {
  std::memcpy(buffer.data(), &reply, sizeof reply);
  std::copy(data.begin(), data.end(), buffer.begin() + sizeof reply);
  Packed packed = parse_icmpv6_reply(buffer);
  packed.octets = static_cast<DWORD>(sizeof reply + data.size());
  return packed;
}

Packed write_status(DWORD status, MutableBytes buffer) {
  ICMPV6_ECHO_REPLY reply{};
  reply.Status = status;
  return write_reply(reply, {}, buffer);
}

Packed write_answer(const Reception& reception, MutableBytes buffer) {
  const Bytes data = data_of(reception);
  if (data.size() > buffer.size() - sizeof(ICMPV6_ECHO_REPLY))
    return write_status(IP_GENERAL_FAILURE, buffer);
  ICMPV6_ECHO_REPLY reply{};
  std::memcpy(reply.Address.sin6_addr, reception.from.octets().data(), sizeof reply.Address.sin6_addr);
  reply.Address.sin6_scope_id = reception.from.zone();
  reply.Status = status_of_icmpv6(reception.type, reception.code);
  reply.RoundTripTime = whole_milliseconds(reception.round_trip);
  return write_reply(reply, data, buffer);
}

}  // namespace

Packed pack_icmpv6_outcome(const Outcome& outcome, MutableBytes buffer) {
  if (outcome.ending == Ending::answered) return write_answer(outcome.receptions.front(), buffer);
  const DWORD status = status_of_unanswered(outcome);
  return status < IP_STATUS_BASE ? Packed{0, status} : write_status(status, buffer);
}

Packed parse_icmpv6_reply(MutableBytes buffer) {
  ICMPV6_ECHO_REPLY reply;
  std::memcpy(&reply, buffer.data(), sizeof reply);
  const bool counts = reply.Status == IP_SUCCESS || reply.Status == IP_HOP_LIMIT_EXCEEDED;
  return counts ? Packed{1, 0} : Packed{0, reply.Status};
}

}  // namespace icmpwire
