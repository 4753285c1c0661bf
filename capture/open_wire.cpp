#include "capture/open_wire.h"

#include <algorithm>

#include "capture/fault_injector.h"
#include "capture/listening_wire.h"
#include "capture/live_wire.h"
#include "capture/replay_wire.h"
#include "capture/simulated_wire.h"

namespace icmpwire {
namespace {

tl::unexpected<Failure> bad_spec(std::string_view spec, std::string detail) {
  return tl::unexpected(Failure("open the wire", std::string(spec), Reason::bad_spec, std::move(detail),
                                "a wire is KIND[:NAME][?key=value&...], values percent-encoded",
                                "live | live:DEVICE | replay:FILE | sim"));
}

std::optional<unsigned> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A' + 10);
  return std::nullopt;
}

// RFC 3986 2.1; nullopt where two hexadecimal digits do not follow a percent sign.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hex_digit(text[i + 1]);
    const auto low = hex_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high << 4 | *low);
    i += 2;
  }
  return decoded;
}

// The characters that RFC 3986 2.3 reserves for nothing stay as they are.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~",
                             digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char character : text) {
    const auto octet = static_cast<unsigned char>(character);
    if (plain.find(character) != std::string_view::npos) {
      encoded += character;
    } else {
      (encoded += '%') += digits[octet >> 4];
      encoded += digits[octet & 15];
    }
  }
  return encoded;
}

// What stands before the first `separator`, and what behind it; the latter nullopt where there is none.
std::pair<std::string_view, std::optional<std::string_view>> split(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, at), text.substr(at + 1)};
}

// Without faults.
Result<std::unique_ptr<Wire>> open_sound_wire(WireSpec spec, std::string_view text) {
  if (spec.kind == "live") return open_live_wire(std::move(spec));
  if (spec.kind == "listen") return open_listening_wire(std::move(spec));
  if (spec.kind == "replay") return open_replay_wire(std::move(spec));
  if (spec.kind == "sim") return open_simulated_wire(std::move(spec));
  return bad_spec(text, "'" + spec.kind + "' is no kind of wire");
}

}  // namespace

std::optional<std::string> WireSpec::take(std::string_view key) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const auto& pair) { return pair.first == key; });
  if (found == keys.end()) return std::nullopt;
  std::string value = std::move(found->second);
  keys.erase(found);
  return value;
}

Result<void> WireSpec::refuse_unknown_keys() const {
  if (keys.empty()) return {};
  std::string names;
  for (const auto& [key, value] : keys) names += (names.empty() ? "" : ", ") + key;
  return bad_spec(kind + (name.empty() ? "" : ":" + name),
                  (keys.size() == 1 ? "unknown key " : "unknown keys ") + names);
}

Result<WireSpec> parse_wire_spec(std::string_view spec) {
  const auto [wire, query] = split(spec, '?');
  const auto [kind, name] = split(wire, ':');
  WireSpec result{std::string(kind), std::string(name.value_or("")), {}};
  if (kind.empty()) return bad_spec(spec, "no kind of wire is named");
  std::optional<std::string_view> rest = query;
  while (rest) {
    const auto [pair, others] = split(*rest, '&');
    rest = others;
    const auto [key, encoded] = split(pair, '=');
    if (key.empty() || !encoded) return bad_spec(spec, "'" + std::string(pair) + "' is not key=value");
    auto value = percent_decoded(*encoded);
    if (!value) return bad_spec(spec, "in '" + std::string(pair) + "' two hexadecimal digits must follow %");
    if (WireSpec(result).take(key)) return bad_spec(spec, "the key " + std::string(key) + " is given twice");
    result.keys.emplace_back(key, std::move(*value));
  }
  return result;
}

std::string with_key(std::string_view spec, std::string_view key, std::string_view value) {
  std::string longer(spec);
  Result<WireSpec> parsed = parse_wire_spec(spec);
  if (!parsed || parsed->take(key)) return longer;
  longer += spec.find('?') == std::string_view::npos ? '?' : '&';
  return longer.append(key).append("=").append(percent_encoded(value));
}

std::string witnessed(std::string_view spec) {
  const Result<WireSpec> parsed = parse_wire_spec(spec);
  return parsed && parsed->kind == "live" ? with_key(spec, "witness", "on") : std::string(spec);
}

Result<std::unique_ptr<Wire>> open_wire(std::string_view spec) {
  Result<WireSpec> parsed = parse_wire_spec(spec);
  if (!parsed) return tl::unexpected(std::move(parsed).error());
  const Result<std::optional<FaultSpec>> faults = FaultSpec::take_from(*parsed);
  if (!faults) return tl::unexpected(faults.error());
  Result<std::unique_ptr<Wire>> wire = open_sound_wire(std::move(*parsed), spec);
  if (!wire || !*faults) return wire;
  return inject_faults(std::move(*wire), **faults);
}

}  // namespace icmpwire
