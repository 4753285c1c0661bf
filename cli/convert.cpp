// `icmpwire convert`: packets from one format into another.
#include <cerrno>
#include <system_error>

#include "cli/commands.h"
#include "cli/json_lines.h"
#include "cli/octet_text.h"
#include "cli/packet_source.h"

namespace icmpwire::cli {
namespace {

tl::unexpected<Failure> refused(const ConvertOptions& options, std::string detail, std::string needs) {
  Failure failure;
  failure.operation = "convert";
  failure.object = options.operands.front();
  failure.reason = Reason::unsupported;
  failure.detail = std::move(detail);
  failure.needs = std::move(needs);
  failure.instead = "icmpwire convert --help";
  return tl::unexpected(std::move(failure));
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string packet_words(const CapturedPacket& packet) {
  std::string text = std::to_string(packet.octets.size()) + " octets, " + std::string(to_text(packet.link)) +
                     ", " + instant_text(packet.at);
  if (packet.original_length > packet.octets.size())
    text += ", cut from " + std::to_string(packet.original_length);
  return text;
}

std::string text_of(PacketFormat format, const CapturedPacket& packet, std::uint64_t number) {
  if (format == PacketFormat::json) {
    const Dissection dissection = dissect(packet.octets, packet.link);
    return packet_line(dissection, packet.link, number, packet.at, meaning_of(dissection, nullptr));
  }
  if (format == PacketFormat::c) {
    return "/* " + packet_words(packet) + " */\n" +
           c_array("packet_" + std::to_string(number), packet.octets);
  }
  return "# packet " + std::to_string(number) + ": " + packet_words(packet) + "\n" +
         hex_lines(packet.octets, Offsets::shown) + "\n";
}

Result<void> convert_to_text(const ConvertOptions& options, PacketFormat format, std::FILE* out) {
  std::uint64_t number = 0;
  return for_each_packet(options.operands.front(), options.link,
                         [&](const CapturedPacket& packet) -> Result<void> {
                           write(out, text_of(format, packet, ++number));
                           return {};
                         });
}

Result<void> convert_to_capture(const ConvertOptions& options, PacketFormat format) {
  std::unique_ptr<CaptureWriter> writer;
  const auto open = [&](std::uint32_t link_number) {
    return format == PacketFormat::pcap ? CaptureWriter::create_pcap(options.output, link_number)
                                        : CaptureWriter::create(options.output);
  };
  const Result<void> result = for_each_packet(options.operands.front(), options.link,
                                              [&](const CapturedPacket& packet) -> Result<void> {
                                                if (!writer) {
                                                  auto opened = open(packet.link_number);
                                                  if (!opened)
                                                    return tl::unexpected(std::move(opened).error());
                                                  writer = std::move(*opened);
                                                }
                                                return writer->write(packet, packet.comment);
                                              });
  if (!result || writer) return result;
  const auto empty = open(static_cast<std::uint32_t>(LinkType::ethernet));
  return empty ? Result<void>() : tl::unexpected(empty.error());
}

}  // namespace

Result<int> convert(const ConvertOptions& options, Streams streams) {
  if (options.operands.size() != 1)
    return refused(options, "one file at a time", "needs one FILE, and --output for where it goes");
  const auto format = options.to ? options.to : format_of_name(options.output);
  if (!format)
    return refused(options, "it does not say into what", "needs --to, or --output with a name that says it");
  const bool is_capture = *format == PacketFormat::pcap || *format == PacketFormat::pcapng;
  Result<void> result;
  if (is_capture) {
    if (options.output.empty())
      return refused(options, "a capture is no text", "needs --output FILE for pcap and pcapng");
    result = convert_to_capture(options, *format);
  } else if (options.output.empty()) {
    result = convert_to_text(options, *format, streams.out);
  } else {
    const std::unique_ptr<std::FILE, Close> file(std::fopen(options.output.c_str(), "wb"));
    if (!file)
      return refused(options, std::generic_category().message(errno), "needs a file that can be written");
    result = convert_to_text(options, *format, file.get());
  }
  if (!result) return tl::unexpected(std::move(result).error());
  return exit_success;
}

}  // namespace icmpwire::cli
