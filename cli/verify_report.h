// What came of sending recorded requests again: as lines for people, as JSON records, and as JUnit XML.
#pragma once

#include <string>

#include "capture/verification.h"

namespace icmpwire::cli {

struct VerifyTotals {
  std::uint64_t agree = 0;
  std::uint64_t differ = 0;
  std::uint64_t not_sent = 0;
  std::uint64_t surplus = 0;  // answers that came when their request was done with

  void add(const VerifiedExchange& verified);
  std::uint64_t requests() const { return agree + differ + not_sent; }
};

// 80 columns; each with its line end.
std::string verified_text(const VerifiedExchange& verified);
std::string surplus_text(const SurplusAnswer& surplus);
std::string totals_text(const std::string& file, const VerifyTotals& totals);

std::string verified_line(const VerifiedExchange& verified);
std::string surplus_line(const SurplusAnswer& surplus);
std::string totals_line(const std::string& file, const FieldMask& ignored, const VerifyTotals& totals);

// A test suite with a case for each request.
class JunitReport {
 public:
  explicit JunitReport(std::string file) : file_(std::move(file)) {}
  void add(const VerifiedExchange& verified);
  void add(const SurplusAnswer& surplus);
  std::string text(const VerifyTotals& totals) const;

 private:
  void add_case(const std::string& name, const std::string& kind, const std::string& text);

  std::string file_;
  std::string cases_;
};

}  // namespace icmpwire::cli
