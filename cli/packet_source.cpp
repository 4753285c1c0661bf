#include "cli/packet_source.h"

#include <ctime>
#include <fstream>
#include <sstream>

#include "cli/hex_dump.h"
#include "cli/json_record.h"
#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

using Take = std::function<Result<void>(const CapturedPacket&)>;

tl::unexpected<Failure> bad_line(const std::string& path, std::size_t line, const std::string& why) {
  Failure failure;
  failure.operation = "read";
  failure.object = path;
  failure.reason = Reason::bad_file;
  failure.detail = "line " + std::to_string(line) + ": " + why;
  failure.needs = "needs records of type \"packet\", as icmpwire explain --json writes them";
  return tl::unexpected(std::move(failure));
}

// RFC 3339 in UTC, with up to nine digits of the second.
std::optional<Nanos> parse_instant(const std::string& text) {
  std::tm utc{};
  const char* rest = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &utc);
  if (rest == nullptr) return std::nullopt;
  std::int64_t fraction = 0;
  if (*rest == '.') {
    std::int64_t unit = 100'000'000;
    for (++rest; *rest >= '0' && *rest <= '9'; ++rest, unit /= 10) fraction += (*rest - '0') * unit;
  }
  if (std::string_view(rest) != "Z") return std::nullopt;
  return std::chrono::seconds(timegm(&utc)) + Nanos(fraction);
}

void set_link(CapturedPacket& packet, LinkType link) {
  packet.link = link;
  packet.link_number = static_cast<std::uint32_t>(link);
}

Result<void> take_record(const std::string& path, std::size_t number, const Json& json, const Take& take) {
  if (!json.is_object() || json.value("type", "") != "packet") return {};
  Octets octets;
  if (!json.contains("octets") || !json["octets"].is_string() ||
      !from_hex(json["octets"].get<std::string>(), octets))
    return bad_line(path, number, "it has no octets in hexadecimal");
  CapturedPacket packet;
  packet.octets = octets;
  packet.original_length = static_cast<std::uint32_t>(octets.size());
  const bool says_link = json.contains("link") && json["link"].is_string();
  const auto link = says_link ? parse_link(json["link"].get<std::string>()) : guessed_link(octets);
  if (!link) return bad_line(path, number, link.error());
  set_link(packet, *link);
  if (json.contains("at") && json["at"].is_string()) {
    const auto at = parse_instant(json["at"].get<std::string>());
    if (!at) return bad_line(path, number, "its instant is none of RFC 3339 in UTC");
    packet.at = *at;
  }
  return take(packet);
}

Result<void> take_json(const std::string& path, const std::string& text, const Take& take) {
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty()) continue;
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) return bad_line(path, number, "it is no JSON");
    if (Result<void> result = take_record(path, number, json, take); !result) return result;
  }
  return {};
}

Result<void> take_hex(const std::string& text, std::optional<LinkType> link, const Take& take) {
  const auto packets = read_hex_dump(text);
  if (!packets) return tl::unexpected(packets.error());
  for (const Octets& octets : *packets) {
    CapturedPacket packet;
    packet.octets = octets;
    packet.original_length = static_cast<std::uint32_t>(octets.size());
    set_link(packet, link.value_or(guessed_link(octets)));
    if (Result<void> result = take(packet); !result) return result;
  }
  return {};
}

Result<void> take_capture(CaptureReader& capture, const Take& take) {
  for (;;) {
    const Result<std::optional<CapturedPacket>> packet = capture.next();
    if (!packet) return tl::unexpected(packet.error());
    if (!*packet) return {};
    if (Result<void> result = take(**packet); !result) return result;
  }
}

// Captures begin with octets that no text does.
bool is_text(const std::string& text) {
  const std::string_view start = std::string_view(text).substr(0, 4096);
  for (const char c : start) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') return false;
  }
  return !text.empty();
}

std::string beginning_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(4096, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

Result<void> for_each_packet(const std::string& path, std::optional<LinkType> link, const Take& take) {
  if (!is_text(beginning_of(path))) {
    const auto capture = CaptureReader::open(path);
    if (!capture) return tl::unexpected(capture.error());
    return take_capture(**capture, take);
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && text[first] == '{') return take_json(path, text, take);
  return take_hex(text, link, take);
}

}  // namespace icmpwire::cli
