#include "cli/replay_record.h"

#include <cstdio>
#include <set>

#include "cli/instant.h"
#include "cli/json_record.h"
#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"
#include "packet/trial.h"

namespace icmpwire::cli {
namespace {

std::string type_text(Bytes message, bool is_v4) {
  const std::string_view type = is_v4 ? icmp_type_name(message[0]) : icmpv6_type_name(message[0]);
  const std::string_view code = is_v4 ? icmp_code_name(IcmpType{message[0]}, message[1])
                                      : icmpv6_code_name(Icmpv6Type{message[0]}, message[1]);
  std::string text = type.empty() ? "type " + std::to_string(message[0]) : std::string(type);
  if (!code.empty()) text += ": " + std::string(code);
  return text;
}

// An answer with all that is said of it.
struct AnswerView {
  IpDatagram datagram;  // the first one, where it came in fragments
  Bytes message;
  Nanos round_trip{};
  std::size_t fragments = 1;
  std::string verdict;
};

AnswerView view_of(const RecordedExchange& exchange, const RecordedAnswer& answer) {
  const auto datagram = parse_quoted_ip(exchange.octets(answer.parts.front().datagram));
  return {*datagram, exchange.octets(answer.message), answer.parts.back().after, answer.parts.size(),
          std::string(to_text(AnswerClass::not_ours))};
}

// What the octets say of a whole answer to a whole query; else what the type does.
Verdict verdict_of(const RecordedExchange& exchange, const RecordedAnswer& answer) {
  const Bytes first = exchange.octets(answer.parts.front().datagram);
  if (answer.parts.size() == 1) {
    const Verdict verdict = answers(exchange.query().octets, first);
    if (verdict.answer != AnswerClass::not_ours) return verdict;
  }
  return {answer.role == IcmpRole::error ? AnswerClass::error : AnswerClass::reply, {}};
}

std::vector<AnswerView> views_of_answers(const RecordedExchange& exchange) {
  std::vector<AnswerView> views;
  std::set<IpAddress> repliers;
  for (const RecordedAnswer& answer : exchange.answers()) {
    Verdict verdict = verdict_of(exchange, answer);
    AnswerView view = view_of(exchange, answer);
    const bool replies = verdict.answer == AnswerClass::reply && !verdict.remarks.has(Remark::bad_checksum);
    if (replies && !repliers.insert(view.datagram.source).second) verdict.answer = AnswerClass::duplicate;
    view.verdict = to_text(verdict);
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<AnswerView> views_of_strays(const RecordedExchange& exchange) {
  std::vector<AnswerView> views;
  for (const RecordedAnswer& stray : exchange.strays()) views.push_back(view_of(exchange, stray));
  return views;
}

std::string decimals(Nanos time, double unit, const char* format) {
  char text[48];
  std::snprintf(text, sizeof text, format, static_cast<double>(time.count()) / unit);
  return text;
}

std::string answer_text(const AnswerView& view) {
  std::string text = "     " + view.verdict + " from " + to_text(view.datagram.source) + ": " +
                     type_text(view.message, view.datagram.is_v4()) +
                     ", ttl=" + std::to_string(view.datagram.ttl) + ", " +
                     decimals(view.round_trip, 1e6, "%.3f") + " ms";
  if (view.fragments > 1) text += ", " + std::to_string(view.fragments) + " fragments";
  if (view.datagram.truncated) text += ", cut by the capture";
  return text + "\n";
}

Json answer_json(const AnswerView& view) {
  return {{"verdict", view.verdict},      {"from", to_text(view.datagram.source)},
          {"icmp_type", view.message[0]}, {"icmp_code", view.message[1]},
          {"ttl", view.datagram.ttl},     {"round_trip", view.round_trip.count()},
          {"fragments", view.fragments},  {"cut", view.datagram.truncated}};
}

}  // namespace

std::string exchange_text(const RecordedExchange& exchange, std::uint64_t number, Nanos epoch) {
  const IpDatagram& query = exchange.query();
  std::string text = std::to_string(number) + "  " + decimals(exchange.at() - epoch, 1e9, "%.6f") + "  " +
                     to_text(query.source) + " > " + to_text(query.destination) + "  " +
                     type_text(query.payload, query.is_v4()) + ", " + std::to_string(query.payload.size()) +
                     " octets, ttl=" + std::to_string(query.ttl);
  if (!query.extras.empty())
    text += (query.is_v4() ? ", options " : ", extension headers ") + to_hex(query.extras);
  if (query.truncated) text += ", cut by the capture";
  text += "\n";
  for (const AnswerView& view : views_of_answers(exchange)) text += answer_text(view);
  if (exchange.answers().empty()) text += "     no answer\n";
  for (const AnswerView& view : views_of_strays(exchange)) text += answer_text(view);
  return text;
}

std::string exchange_line(const RecordedExchange& exchange, std::uint64_t number) {
  const IpDatagram& query = exchange.query();
  Json json = record("exchange");
  json["number"] = number;
  json["at"] = instant_text(exchange.at());
  json["from"] = to_text(query.source);
  json["to"] = to_text(query.destination);
  json["icmp_type"] = query.payload[0];
  json["ttl"] = query.ttl;
  json["octets"] = to_hex(query.octets);
  for (const auto& [name, views] :
       {std::pair("answers", views_of_answers(exchange)), std::pair("strays", views_of_strays(exchange))}) {
    json[name] = Json::array();
    for (const AnswerView& view : views) json[name].push_back(answer_json(view));
  }
  return line_of(json);
}

}  // namespace icmpwire::cli
