#include "cli/packet_source.h"

#include <algorithm>

#include "capture/capture_readers.h"
#include "capture/capture_stream.h"
#include "cli/hex_dump.h"
#include "cli/link_names.h"
#include "cli/packet_record.h"

namespace icmpwire::cli {
namespace {

// The packets of a text; a position is a packet's number.
class TextReader final : public CaptureReader {
 public:
  explicit TextReader(std::vector<TextPacket> packets) : packets_(std::move(packets)) {}

  Result<std::optional<CapturedPacket>> next() override {
    if (next_ == packets_.size()) return std::nullopt;
    return view_of(next_++);
  }

  Result<CapturedPacket> packet_at(std::uint64_t position) override { return view_of(position); }

 private:
  CapturedPacket view_of(std::size_t number) {
    const TextPacket& packet = packets_[number];
    comments_.assign(packet.comments.begin(), packet.comments.end());
    CapturedPacket view;
    view.octets = packet.octets;
    view.link_number = packet.link_number.value_or(static_cast<std::uint32_t>(guessed_link(packet.octets)));
    view.link = link_type_of(view.link_number);
    view.original_length = std::max(packet.original_length, static_cast<std::uint32_t>(packet.octets.size()));
    view.at = packet.at;
    view.interface = packet.interface;
    view.interface_name = packet.interface_name;
    view.direction = packet.direction;
    view.comments = comments_;
    view.position = number;
    return view;
  }

  std::vector<TextPacket> packets_;
  std::size_t next_ = 0;
  std::vector<std::string_view> comments_;  // of the packet that was given last
};

tl::unexpected<Failure> bad_line(const std::string& name, std::size_t line, const std::string& why) {
  return tl::unexpected(Failure("read", name, Reason::bad_file, "line " + std::to_string(line) + ": " + why,
                                "needs records of type \"packet\", as icmpwire explain --json writes them"));
}

// Line by line: of a record the packet alone is kept.
Result<std::vector<TextPacket>> read_records(OctetStream& file, const std::string& name) {
  std::vector<TextPacket> packets;
  std::size_t number = 0;
  std::string line;
  for (bool ended = false; !ended;) {
    const Bytes some = file.peek_some();
    const auto end = std::find(some.begin(), some.end(), '\n');
    line.append(some.begin(), end);
    ended = some.empty();
    file.skip(static_cast<std::size_t>(end - some.begin()) + (end == some.end() ? 0 : 1));
    if (end == some.end() && !ended) continue;
    ++number;
    auto packet = read_packet_record(line);
    if (!packet) return bad_line(name, number, packet.error());
    if (*packet) packets.push_back(std::move(**packet));
    line.clear();
  }
  if (file.failure()) return tl::unexpected(*file.failure());
  if (packets.empty()) return bad_line(name, number, "there is no packet up to here, the end");
  return packets;
}

Result<std::vector<TextPacket>> read_octets(OctetStream& file, const std::string& name) {
  std::string text;
  for (Bytes some = file.peek_some(); !some.empty(); some = file.peek_some()) {
    text.append(some.begin(), some.end());
    file.skip(some.size());
  }
  if (file.failure()) return tl::unexpected(*file.failure());
  auto packets = read_hex_dump(text);
  if (!packets) packets.error().object = name + ", " + packets.error().object;
  return packets;
}

// Captures begin with octets that no text does.
bool is_text(Bytes beginning) {
  return !beginning.empty() && std::all_of(beginning.begin(), beginning.end(), [](std::uint8_t octet) {
    return octet >= ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  });
}

Result<OctetStream> open_stream(const std::string& path, const std::string& name) {
  if (path == "-") return open_octets(stdin, name);
  Result<std::unique_ptr<OctetSource>> source = open_file(path);
  if (!source) return tl::unexpected(std::move(source).error());
  return decompressed(OctetStream(std::move(*source)), name);
}

}  // namespace

Result<std::unique_ptr<CaptureReader>> open_packets(const std::string& path) {
  constexpr std::size_t enough_to_know = 4096;
  const std::string name = path == "-" ? "standard input" : path;
  Result<OctetStream> file = open_stream(path, name);
  if (!file) return tl::unexpected(std::move(file).error());
  const Bytes beginning = first_at_most(file->peek(enough_to_know), enough_to_know);
  if (is_pcapng(first_at_most(beginning, 4)) || !is_text(beginning))
    return open_capture(std::move(*file), name, Places::forgotten);
  const auto first =
      std::find_if(beginning.begin(), beginning.end(), [](std::uint8_t octet) { return octet > ' '; });
  auto packets =
      first != beginning.end() && *first == '{' ? read_records(*file, name) : read_octets(*file, name);
  if (!packets) return tl::unexpected(std::move(packets).error());
  return packets_of(std::move(*packets));
}

std::unique_ptr<CaptureReader> packets_of(std::vector<TextPacket> packets) {
  return std::make_unique<TextReader>(std::move(packets));
}

}  // namespace icmpwire::cli
