#include "capture/fault_spec.h"

#include "capture/spec_values.h"
#include "packet/catalogue.h"
#include "packet/field_mask.h"

namespace icmpwire {
namespace {

struct ChanceKey {
  std::string_view name;
  double FaultSpec::*member;
};
constexpr ChanceKey chance_keys[] = {
    {"loss", &FaultSpec::loss},           {"request_loss", &FaultSpec::request_loss},
    {"duplicate", &FaultSpec::duplicate}, {"reorder", &FaultSpec::reorder},
    {"truncate", &FaultSpec::truncate},   {"corrupt_chance", &FaultSpec::corrupt_chance}};

struct TimeKey {
  std::string_view name;
  Nanos FaultSpec::*member;
};
constexpr TimeKey time_keys[] = {
    {"delay", &FaultSpec::delay}, {"jitter", &FaultSpec::jitter}, {"reorder_by", &FaultSpec::reorder_by}};

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    names.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return names;
}

// The field as the catalogue names it ("rr.pointer": record_route.pointer); nullopt where there is none.
std::optional<std::string> field_named(const std::string& typed) {
  const Understood<FieldMask> mask = FieldMask::read(typed);
  if (!mask) return std::nullopt;
  const std::string name = mask->text();
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) {
      const std::string header = std::string(entry.layout->name) + ".";
      for (const FieldInfo& field : entry.layout->fields) {
        if (header + std::string(field.name) == name) return name;
      }
    }
  }
  return std::nullopt;
}

Result<void> take_corruption(SpecReader& keys, FaultSpec& faults, bool& any) {
  if (const auto names = keys.take("corrupt")) {
    any = true;
    for (const std::string& typed : split_names(*names)) {
      const auto name = field_named(typed);
      if (!name) return keys.refuse("corrupt", typed, "fields as icmp.sequence (icmpwire fields lists them)");
      faults.corrupt.push_back(*name);
    }
  }
  if (const auto repair = keys.take("repair")) {
    any = true;
    if (*repair != "checksums") return keys.refuse("repair", *repair, "checksums");
    faults.repair = true;
  }
  return {};
}

}  // namespace

Result<std::optional<FaultSpec>> FaultSpec::take_from(WireSpec& spec) {
  SpecReader keys(spec);
  FaultSpec faults;
  bool any = false;
  for (const ChanceKey& key : chance_keys) {
    const auto text = keys.take(key.name);
    if (!text) continue;
    any = true;
    const auto chance = spec_real(*text);
    if (!chance || *chance > 1) return keys.refuse(key.name, *text, "a chance from 0 to 1");
    faults.*key.member = *chance;
  }
  for (const TimeKey& key : time_keys) {
    const auto text = keys.take(key.name);
    if (!text) continue;
    any = true;
    const auto time = spec_time(*text);
    if (!time) return keys.refuse(key.name, *text, "a time, as 20ms or 0.5s");
    faults.*key.member = *time;
  }
  if (Result<void> result = take_corruption(keys, faults, any); !result)
    return tl::unexpected(std::move(result).error());
  if (const auto text = keys.take("rate")) {
    any = true;
    const auto rate = spec_real(*text);
    if (!rate || *rate <= 0) return keys.refuse("rate", *text, "packets a second, above 0");
    faults.rate = *rate;
  }
  if (const auto text = keys.take("seed")) {
    any = true;
    const auto seed = spec_number(*text);
    if (!seed) return keys.refuse("seed", *text, "a number");
    faults.seed = *seed;
  }
  if (!any) return std::nullopt;
  return faults;
}

}  // namespace icmpwire
