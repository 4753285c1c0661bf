// `icmpwire convert`: packets from one format into another.
#include <filesystem>
#include <functional>

#include "cli/commands.h"
#include "cli/json_lines.h"
#include "cli/octet_text.h"
#include "cli/output_file.h"
#include "cli/packet_source.h"
#include "cli/packet_words.h"

namespace icmpwire::cli {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Failure> refused(const ConvertOptions& options, std::string detail, std::string needs) {
  const std::string object = options.operands.empty() ? "nothing" : options.operands.front();
  return tl::unexpected(Failure("convert", object, Reason::unsupported, std::move(detail), std::move(needs),
                                "icmpwire convert --help"));
}

// The words above a packet's octets, each line behind `mark`.
std::string words_above(const CapturedPacket& packet, std::uint64_t number, std::string_view first_mark,
                        std::string_view mark) {
  std::string text;
  for (const std::string& line : packet_words(packet, number))
    text.append(text.empty() ? first_mark : mark).append(line);
  return text;
}

std::string text_of(PacketFormat format, const CapturedPacket& packet, std::uint64_t number) {
  if (format == PacketFormat::json) {
    const Dissection dissection = dissect(packet.octets, packet.link);
    return packet_line(dissection, packet.link, number, &packet, meaning_of(dissection, nullptr));
  }
  if (format == PacketFormat::c) {
    return words_above(packet, number, "/* ", "\n * ") + " */\n" +
           c_array("packet_" + std::to_string(number), packet.octets);
  }
  return words_above(packet, number, "# ", "\n# ") + "\n" + hex_lines(packet.octets, Offsets::shown) + "\n";
}

// Packets on their way from their file to another.
class Conversion {
 public:
  using Take = std::function<Result<void>(const CapturedPacket& packet, std::uint64_t number)>;

  Conversion(std::unique_ptr<CaptureReader> source, const ConvertOptions& options)
      : source_(std::move(source)), link_(options.link), output_(options.output) {}

  Result<void> into_text(PacketFormat format, std::FILE* out) {
    has_begun_ = true;
    return for_each([&](const CapturedPacket& packet, std::uint64_t number) -> Result<void> {
      write(out, text_of(format, packet, number));
      return {};
    });
  }

  Result<void> into_capture(PacketFormat format) {
    std::unique_ptr<CaptureWriter> writer;
    const auto open = [&](std::uint32_t link_number) -> Result<void> {
      auto opened = format == PacketFormat::pcap ? CaptureWriter::create_pcap(output_, link_number)
                                                 : CaptureWriter::create(output_);
      if (!opened) return tl::unexpected(std::move(opened).error());
      writer = std::move(*opened);
      has_begun_ = true;
      return {};
    };
    Result<void> result = for_each([&](const CapturedPacket& packet, std::uint64_t) -> Result<void> {
      if (!writer) {
        if (Result<void> opened = open(packet.link_number); !opened) return opened;
      }
      return writer->write(packet);
    });
    if (!result || writer) return result;
    return open(static_cast<std::uint32_t>(LinkType::ethernet));
  }

  // No file is left that looks whole and is not; what a cut capture held is kept, and the failure says so. A
  // file that could not be opened stays what it was.
  Failure without_remains(Failure failure) const {
    if (is_source_cut_ && done_ != 0) {
      failure.needs = output_ + " holds the packets before that: " + std::to_string(done_);
      return failure;
    }
    std::error_code ignored;
    if (has_begun_ && fs::is_regular_file(output_, ignored)) fs::remove(output_, ignored);
    return failure;
  }

 private:
  Result<void> for_each(const Take& take) {
    for (;;) {
      Result<std::optional<CapturedPacket>> packet = source_->next();
      if (!packet) {
        is_source_cut_ = true;
        return tl::unexpected(std::move(packet).error());
      }
      if (!*packet) return {};
      if (link_) {
        (*packet)->link = *link_;
        (*packet)->link_number = static_cast<std::uint32_t>(*link_);
      }
      if (Result<void> taken = take(**packet, done_ + 1); !taken) return taken;
      ++done_;
    }
  }

  std::unique_ptr<CaptureReader> source_;
  std::optional<LinkType> link_;
  std::string output_;
  std::uint64_t done_ = 0;  // packets
  bool has_begun_ = false;  // to write
  bool is_source_cut_ = false;
};

Result<void> convert_into_file(Conversion& conversion, PacketFormat format, const std::string& output) {
  Result<void> result;
  if (format == PacketFormat::pcap || format == PacketFormat::pcapng) {
    result = conversion.into_capture(format);
  } else {
    const auto written = write_into_file(output, [&](std::FILE* file) -> Result<int> {
      const auto done = conversion.into_text(format, file);
      return done ? Result<int>(exit_success) : tl::unexpected(done.error());
    });
    if (!written) result = tl::unexpected(written.error());
  }
  if (!result) return tl::unexpected(conversion.without_remains(std::move(result).error()));
  return result;
}

}  // namespace

Result<int> convert(const ConvertOptions& options, Streams streams) {
  if (options.operands.size() != 1)
    return refused(options, "one file at a time", "needs one FILE, and --output for where it goes");
  const auto format = options.to ? options.to : format_of_name(options.output);
  if (!format)
    return refused(options, "it does not say into what", "needs --to, or --output with a name that says it");
  const bool is_capture = *format == PacketFormat::pcap || *format == PacketFormat::pcapng;
  const bool is_standard = options.output.empty() || options.output == "-";
  if (is_capture && is_standard)
    return refused(options, "a capture is no text", "needs --output FILE for pcap and pcapng");
  std::error_code ignored;
  if (!is_standard && fs::equivalent(options.operands.front(), options.output, ignored))
    return refused(options, "it would be written over while it is read", "needs an --output of another name");
  auto source = open_packets(options.operands.front());
  if (!source) return tl::unexpected(std::move(source).error());
  Conversion conversion(std::move(*source), options);
  const Result<void> result = is_standard ? conversion.into_text(*format, streams.out)
                                          : convert_into_file(conversion, *format, options.output);
  if (!result) return tl::unexpected(result.error());
  return exit_success;
}

}  // namespace icmpwire::cli
