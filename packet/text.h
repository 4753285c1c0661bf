// Plain text in columns: padding, centring, wrapping, and labels made to fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace icmpwire {

inline constexpr std::size_t text_columns = 80;  // no view of a packet is wider

// `text` with blanks behind it up to `width`; longer text stays as it is.
std::string padded(std::string_view text, std::size_t width);

// `text` in the middle of `width` columns, an odd blank before it, as RFC 791 draws it.
std::string centred(std::string_view text, std::size_t width);

// Lines of at most `width` columns, broken at blanks; a longer word is cut. At least one line, empty where
// `text` is.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// `text` with blanks that wrapped() does not break at: "RFC 791 3.1" stays on one line.
std::string unbroken(std::string_view text);

// Appends `text` behind `head`; further lines are indented by `indent` columns, at most as many as `head`
// has, or by all of them. Ends with a line end.
void append_hanging(std::string& out, std::string_view head, std::string_view text, std::size_t indent);
void append_hanging(std::string& out, std::string_view head, std::string_view text);

// A label that fits: itself, its words cut alike ("Frag Offs"), its initials ("TTL"), or the beginning of
// those.
std::string fitted_label(std::string_view label, std::size_t width);

// "octet 14" or "octets 14-33".
std::string octet_range(std::size_t first, std::size_t count);

// "007": decimal, with zeros before it up to `digits`.
std::string zero_padded(std::uint64_t value, std::size_t digits);

// The sum of a run of octets: "1 octet", "36 octets".
std::string octet_count(std::size_t count);

}  // namespace icmpwire
