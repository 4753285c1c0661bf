#include "packet/failed_test.h"

#include <cstdio>

namespace icmpwire {
namespace {

// How a test is called, and the digits of its numbers: 0 means decimal.
struct TestWords {
  std::string_view name;
  int hex_digits = 0;
};

// In the order of AnswerTest.
constexpr std::array<TestWords, 20> words = {{{"request"},       {"datagram"},         {"whole"},
                                              {"version"},       {"protocol"},         {"type"},
                                              {"due"},           {"length"},           {"quote"},
                                              {"source"},        {"destination"},      {"identification", 4},
                                              {"identifier", 4}, {"sequence"},         {"target"},
                                              {"source port"},   {"destination port"}, {"octets"},
                                              {"link"},          {"checksum", 4}}};

const TestWords& words_of(AnswerTest test) { return words[static_cast<std::size_t>(test)]; }

std::string number_text(std::uint64_t value, int hex_digits) {
  if (hex_digits == 0) return std::to_string(value);
  std::array<char, 24> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "0x%0*llx", hex_digits, static_cast<unsigned long long>(value));
  return {text.data(), static_cast<std::size_t>(length)};
}

struct ValueText {
  int hex_digits;
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const TestNumber& number) const {
    std::string text = number_text(number.value, hex_digits);
    if (!number.name.empty()) text.append(" (").append(number.name).append(")");
    return text;
  }
  std::string operator()(const IpAddress& address) const { return to_text(address); }
  std::string operator()(const TestOctets& value) const {
    return to_hex(Bytes(value.octets).first(value.size));
  }
  std::string operator()(std::string_view text) const { return std::string(text); }
};

}  // namespace

std::string_view to_text(AnswerTest test) { return words_of(test).name; }

std::string name_of(const FailedTest& failed) {
  return (failed.in_quote ? "quoted " : "") + std::string(to_text(failed.test));
}

std::string found_text(const FailedTest& failed) {
  return std::visit(ValueText{words_of(failed.test).hex_digits}, failed.found);
}

std::string wanted_text(const FailedTest& failed) {
  return std::visit(ValueText{words_of(failed.test).hex_digits}, failed.wanted);
}

std::string to_text(const FailedTest& failed) {
  const std::string wanted = wanted_text(failed);
  const bool says_it_in_words = std::holds_alternative<std::string_view>(failed.found);
  std::string text = name_of(failed) + (says_it_in_words ? ": " : " ") + found_text(failed);
  return wanted.empty() ? text : text + ", not " + wanted;
}

}  // namespace icmpwire
