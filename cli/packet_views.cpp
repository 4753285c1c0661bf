#include "cli/packet_views.h"

#include "cli/color.h"
#include "cli/instant.h"
#include "cli/output_file.h"
#include "cli/refusal.h"

namespace icmpwire::cli {

namespace detail {

Taken take_view_format(ViewSwitches& switches, std::string_view text) {
  const auto format = parse_explain_format(text);
  if (!format) return tl::unexpected(format.error());
  if (*format == ExplainFormat::svg)
    return tl::unexpected<std::string>(
        "a picture holds one packet: icmpwire explain draws each of a recording");
  switches.view_format = *format;
  return {};
}

}  // namespace detail

void PacketViews::add(Bytes datagram, Nanos at) {
  if (datagram.empty()) return;
  add(datagram, datagram[0] >> 4 == 6 ? LinkType::ipv6 : LinkType::ipv4, at);
}

void PacketViews::add(Bytes octets, LinkType link, Nanos at) {
  if (explanation_ == nullptr) return;
  ++count_;
  const std::string heading = "=== packet " + std::to_string(count_) + ": " + instant_text(at);
  // Only a picture refuses a second packet, and none is drawn here.
  CapturedPacket captured;
  captured.octets = octets;
  captured.link = link;
  captured.link_number = static_cast<std::uint32_t>(link);
  captured.at = at;
  static_cast<void>(explanation_->add({octets, link, count_, &captured, heading}));
}

Result<int> with_views(const ViewSwitches& switches, ColorWhen color, std::string_view title,
                       const std::function<Result<int>(PacketViews&)>& command) {
  if (switches.view_file.empty()) {
    if (switches.view_format)
      return refusal("explain the packets", "in that format", "it does not say where to",
                     "--format FORMAT --output FILE");
    PacketViews nobody(nullptr);
    return command(nobody);
  }
  return write_into_file(switches.view_file, [&](std::FILE* file) {
    const ExplanationStyle style{switches.view_format.value_or(ExplainFormat::text), false,
                                 ink_for(color, file)};
    const auto explanation = make_explanation(style, file, title);
    PacketViews views(explanation.get());
    Result<int> status = command(views);
    explanation->finish();
    return status;
  });
}

}  // namespace icmpwire::cli
