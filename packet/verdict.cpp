#include "packet/verdict.h"

#include <array>
#include <cstddef>

namespace icmpwire {
namespace {

constexpr std::array<std::string_view, 9> remark_names = {
    "other-source", "bad-checksum",    "payload-differs",     "truncated",    "longer",
    "stale-quote",  "rewritten-quote", "bad-header-checksum", "code-not-zero"};

}  // namespace

std::string_view to_text(AnswerClass answer) {
  switch (answer) {
    case AnswerClass::reply:
      return "reply";
    case AnswerClass::error:
      return "error";
    case AnswerClass::duplicate:
      return "duplicate";
    case AnswerClass::late:
      return "late";
    case AnswerClass::not_ours:
      break;
  }
  return "not-ours";
}

std::string to_text(Remarks remarks) {
  std::string text;
  for (std::size_t bit = 0; bit < remark_names.size(); ++bit) {
    if (!remarks.has(static_cast<Remark>(1U << bit))) continue;
    if (!text.empty()) text += ", ";
    text += remark_names[bit];
  }
  return text;
}

std::string to_text(const Verdict& verdict) {
  std::string text(to_text(verdict.answer));
  if (!verdict.remarks.none()) text += " (" + to_text(verdict.remarks) + ")";
  return text;
}

}  // namespace icmpwire
