#include "api/icmpwire_result.h"

#include <algorithm>

#include "api/last_error.h"
#include "api/sized.h"
#include "api/status.h"

namespace icmpwire {

namespace {

uint32_t ending_of(Ending ending) {
  switch (ending) {
    case Ending::answered:
      return ICMPWIRE_ANSWERED;
    case Ending::not_sent:
      return ICMPWIRE_NOT_SENT;
    case Ending::cancelled:
      return ICMPWIRE_CANCELLED;
    default:
      return ICMPWIRE_TIMED_OUT;
  }
}

icmpwire_octets to_c(Bytes octets) { return {octets.data(), octets.size()}; }

icmpwire_address to_c(const IpAddress& address) {
  icmpwire_address described{};
  described.version = address.is_v4() ? 4 : 6;
  std::copy(address.octets().begin(), address.octets().end(), described.octets);
  described.scope = address.zone();
  return described;
}

uint64_t nanoseconds(Nanos time) { return static_cast<uint64_t>(std::max(time, Nanos{}).count()); }

void describe_answer(const Reception& reception, icmpwire_answer& described) {
  described.from = to_c(reception.from);
  described.round_trip = nanoseconds(reception.round_trip);
  described.status = reception.from.is_v4() ? status_of_answer(reception.type, reception.code)
                                            : status_of_icmpv6(reception.type, reception.code);
  described.remarks = reception.verdict.remarks.bits();
  described.pointer = reception.pointer.value_or(UINT32_MAX);
  described.next_hop_mtu = reception.mtu;
  described.type = reception.type;
  described.code = reception.code;
  described.ttl = reception.ttl;
  described.traffic_class = reception.tos;
  described.is_error = reception.verdict.answer == AnswerClass::error;
  described.is_local = reception.local;
  described.datagram = to_c(reception.datagram);
  described.options = to_c(reception.options());
  if (described.is_error == 0) {
    described.data = to_c(reception.body());
  } else if (const auto answer = read_answer(reception.datagram)) {
    described.quoted = to_c(answer->quote.octets);
  }
}

}  // namespace

void keep_outcome(const Outcome& outcome, Bytes request, icmpwire_result& result) {
  result.ending = ending_of(outcome.ending);
  result.request.assign(request.begin(), request.end());
  const auto first = outcome.receptions.begin();
  result.answers.assign(first, first + static_cast<std::ptrdiff_t>(outcome.reception_count));
}

void describe_frame(const Frame& frame, Nanos epoch, icmpwire_frame& described) {
  described.size = sizeof described;
  described.time = nanoseconds(frame.at);
  described.epoch = nanoseconds(epoch);
  described.link_type = static_cast<uint32_t>(frame.link);
  described.datagram_at = frame.datagram_at;
  described.wire_octets = frame.original_length;
  described.device_index = frame.device.index;
  const std::string_view name = frame.device.name.view();
  name.copy(described.device, sizeof described.device - 1);
  described.is_outbound = frame.direction == Direction::outbound;
  described.is_local = frame.local;
  described.octets = to_c(frame.octets);
}

}  // namespace icmpwire

using namespace icmpwire;

void icmpwire_result_free(icmpwire_result* result) { delete result; }

uint32_t icmpwire_result_ending(const icmpwire_result* result) { return result->ending; }
size_t icmpwire_result_answers(const icmpwire_result* result) { return result->answers.size(); }
size_t icmpwire_result_frames(const icmpwire_result* result) { return result->frames.frames.size(); }
icmpwire_octets icmpwire_result_request(const icmpwire_result* result) { return to_c(result->request); }

BOOL icmpwire_result_answer(const icmpwire_result* result, size_t index, icmpwire_answer* answer) {
  icmpwire_answer filled{};
  if (index >= result->answers.size()) return failed(ERROR_INVALID_PARAMETER);
  describe_answer(result->answers[index], filled);
  return fill_in(answer, filled) ? TRUE : failed(ERROR_INVALID_PARAMETER);
}

BOOL icmpwire_result_frame(const icmpwire_result* result, size_t index, icmpwire_frame* frame) {
  icmpwire_frame filled{};
  if (index >= result->frames.frames.size()) return failed(ERROR_INVALID_PARAMETER);
  describe_frame(result->frames.frames[index].frame, result->epoch, filled);
  return fill_in(frame, filled) ? TRUE : failed(ERROR_INVALID_PARAMETER);
}
