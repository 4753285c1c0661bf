#include "packet/failed_test.h"

#include "packet/findings.h"

namespace icmpwire {
namespace {

// How a test is called, and whether its numbers are hexadecimal.
struct TestWords {
  std::string_view name;
  bool is_hexadecimal = false;
};

// In the order of AnswerTest.
constexpr std::array<TestWords, 20> words = {{{"request"},
                                              {"datagram"},
                                              {"whole"},
                                              {"version"},
                                              {"protocol"},
                                              {"type"},
                                              {"due"},
                                              {"length"},
                                              {"quote"},
                                              {"source"},
                                              {"destination"},
                                              {"identification", true},
                                              {"identifier", true},
                                              {"sequence"},
                                              {"target"},
                                              {"source port"},
                                              {"destination port"},
                                              {"octets"},
                                              {"link"},
                                              {"checksum", true}}};

const TestWords& words_of(AnswerTest test) { return words[static_cast<std::size_t>(test)]; }

// Of 16 bits or, as IPv6 identifies fragments, of 32.
std::string hexadecimal(std::uint64_t value) {
  const std::string low = hex_text(static_cast<std::uint16_t>(value));
  return value > 0xffff ? hex_text(static_cast<std::uint16_t>(value >> 16)) + low.substr(2) : low;
}

struct ValueText {
  bool is_hexadecimal;
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const TestNumber& number) const {
    std::string text = is_hexadecimal ? hexadecimal(number.value) : std::to_string(number.value);
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
  return std::visit(ValueText{words_of(failed.test).is_hexadecimal}, failed.found);
}

std::string wanted_text(const FailedTest& failed) {
  return std::visit(ValueText{words_of(failed.test).is_hexadecimal}, failed.wanted);
}

std::string to_text(const FailedTest& failed) {
  const std::string wanted = wanted_text(failed);
  const bool says_it_in_words = std::holds_alternative<std::string_view>(failed.found);
  std::string text = name_of(failed) + (says_it_in_words ? ": " : " ") + found_text(failed);
  return wanted.empty() ? text : text + ", not " + wanted;
}

}  // namespace icmpwire
