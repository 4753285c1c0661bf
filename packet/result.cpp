#include "packet/result.h"

namespace icmpwire {

std::string_view to_text(Why why) {
  switch (why) {
    case Why::truncated:
      return "the octets end before the header does";
    case Why::bad_version:
      return "the version is not the one of this protocol";
    case Why::bad_header_length:
      return "the header length is under 5 words or beyond the octets";
    case Why::bad_total_length:
      return "the total length is under the header's or beyond the octets";
    case Why::bad_option_length:
      return "the option's length is under 2 or beyond the option area";
    case Why::missing_option_length:
      return "the option area ends before the option's length";
    case Why::option_area_full:
      return "more than 40 octets of options";
    case Why::not_icmp:
      return "the protocol is not ICMP";
    case Why::fragment:
      return "not the first fragment: the ICMP header is not in it";
    case Why::unsupported_link_type:
      return "the link type is not supported";
    case Why::bad_payload_length:
      return "the payload length is beyond the octets";
    case Why::bad_extension_header:
      return "an extension header reaches beyond the payload";
  }
  return "unknown";
}

std::string_view to_text(Reason reason) {
  switch (reason) {
    case Reason::no_privilege:
      return "not permitted";
    case Reason::no_such_device:
      return "no such device";
    case Reason::device_down:
      return "the device is down";
    case Reason::device_cannot_inject:
      return "the device cannot send captured frames";
    case Reason::unknown_host:
      return "unknown host";
    case Reason::no_route:
      return "no route to the network";
    case Reason::host_unreachable:
      return "the host is unreachable";
    case Reason::source_not_ours:
      return "the source address is not ours";
    case Reason::too_big:
      return "too big for the path or for a datagram";
    case Reason::bad_option:
      return "the IP options do not tile their area";
    case Reason::option_too_big:
      return "more than 40 octets of IP options";
    case Reason::no_resources:
      return "out of resources";
    case Reason::no_such_file:
      return "no such file";
    case Reason::bad_file:
      return "the file is damaged, cut, or of another kind";
    case Reason::unsupported:
      return "not supported here";
    case Reason::bad_spec:
      return "the wire specification cannot be read";
    case Reason::nothing_recorded:
      return "the recording holds no such request";
    case Reason::interrupted:
      return "interrupted";
    case Reason::system:
      return "refused by the operating system";
  }
  return "unknown";
}

Failure::Failure(std::string what_was_tried, std::string on_what, Reason why, std::string words,
                 std::string needed, std::string other_ways)
    : operation(std::move(what_was_tried)),
      object(std::move(on_what)),
      reason(why),
      detail(std::move(words)),
      needs(std::move(needed)),
      instead(std::move(other_ways)) {}

std::string to_text(const Failure& failure) {
  std::string text = "cannot " + failure.operation;
  if (!failure.object.empty()) text += " " + failure.object;
  text += ": ";
  text += failure.detail.empty() ? to_text(failure.reason) : std::string_view(failure.detail);
  if (!failure.needs.empty()) text += "\n  " + failure.needs;
  if (!failure.instead.empty()) text += "\n  try: " + failure.instead;
  return text;
}

}  // namespace icmpwire
