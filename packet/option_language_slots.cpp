// Routes and timestamps: "10.9.1.2,10.9.2.2,7", "@43200000,8", "10.9.1.2@43200000,3".
#include <algorithm>

#include "packet/field_language.h"
#include "packet/option_language_values.h"
#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

// How the slots of a word are written.
struct SlotForm {
  std::size_t header;  // octets before the first slot
  bool address;        // slots hold an address
  bool stamp;          // and a time
  bool counted;        // a number stands for so many free slots
  bool listed_filled;  // listed slots lie before the pointer; else only stamped ones do
  std::size_t usual;   // free slots of the word alone

  std::size_t slot() const { return (address ? 4U : 0U) + (stamp ? 4U : 0U); }
};

SlotForm form_of(const OptionWord& word) {
  constexpr std::size_t route = layout<RouteOptionHeader>.octets;
  constexpr std::size_t stamps = layout<TimestampOptionHeader>.octets;
  if (is_source_route(OptionType{word.type})) return {route, true, false, false, false, 0};
  if (word.value == OptionValue::route) return {route, true, false, true, true, most_route_slots};
  switch (word.flag) {
    case TimestampFlag::timestamps_only:
      return {stamps, false, true, true, true, most_timestamp_slots};
    case TimestampFlag::with_addresses:
      return {stamps, true, true, true, true, most_address_timestamp_slots};
    case TimestampFlag::prespecified:
      break;
  }
  return {stamps, true, true, false, false, 0};
}

struct Slots {
  Octets octets;
  std::size_t filled = 0;  // before the pointer
  bool free_seen = false;
};

void append_u32(Octets& octets, std::uint64_t value) {
  octets.resize(octets.size() + 4);
  write_u32(octets, octets.size() - 4, static_cast<std::uint32_t>(value));
}

std::string expected_slot(const SlotForm& form) {
  const std::string slot = !form.stamp     ? "an IPv4 address"
                           : !form.address ? "@ and milliseconds"
                                           : "an IPv4 address, @ and milliseconds behind it or not";
  return form.counted ? slot + ", or a number of free slots" : slot;
}

Understood<void> read_slot(const SlotForm& form, TextPiece text, Slots& slots) {
  const std::size_t mark = form.stamp ? text.text.find('@') : std::string_view::npos;
  const bool stamped = mark != std::string_view::npos;
  const TextPiece host = text.first(mark);
  const auto address = parse_ipv4_address(host.text);
  const bool right = form.address ? address.has_value() : stamped && host.text.empty();
  if (!right) return misread(text, quoted(text.text) + " is no slot", expected_slot(form));
  if (address) append_u32(slots.octets, address->value());
  if (form.stamp) {
    const auto time = stamped ? read_number(text.behind(mark + 1), UINT32_MAX) : std::uint64_t{0};
    if (!time) return tl::unexpected(time.error());
    append_u32(slots.octets, *time);
  }
  const std::size_t number = slots.octets.size() / form.slot();
  const bool goes_on = !slots.free_seen && slots.filled + 1 == number;
  if (goes_on && (form.listed_filled || stamped)) slots.filled = number;
  return {};
}

Understood<Slots> read_list(const SlotForm& form, TextPiece value) {
  Slots slots;
  for (const TextPiece& part : split(value, ',')) {
    const bool is_number = part.text.find_first_not_of("0123456789") == std::string_view::npos;
    if (form.counted && is_number && !part.text.empty()) {
      const auto count = read_number(part, most_option_octets / form.slot());
      if (!count) return tl::unexpected(count.error());
      slots.octets.resize(slots.octets.size() + *count * form.slot());
      slots.free_seen = true;
    } else if (const auto read = read_slot(form, part, slots); !read) {
      return tl::unexpected(read.error());
    }
  }
  return slots;
}

std::string slot_text(const SlotForm& form, Bytes slot, bool filled) {
  std::string text;
  if (form.address) text = to_text(Ipv4Address::from_value(read_u32(slot, 0)));
  if (!form.stamp) return text;
  const std::uint32_t time = read_u32(slot, form.slot() - 4);
  if (form.listed_filled || filled || time != 0) text += "@" + std::to_string(time);
  return text;
}

bool is_free(Bytes slot) {
  return std::all_of(slot.begin(), slot.end(), [](std::uint8_t octet) { return octet == 0; });
}

}  // namespace

Understood<Octets> read_slots(const OptionWord& word, TextPiece place, std::optional<TextPiece> value) {
  const SlotForm form = form_of(word);
  Slots slots{Octets(form.usual * form.slot()), 0, true};
  if (value) {
    auto listed = read_list(form, *value);
    if (!listed) return tl::unexpected(std::move(listed.error()));
    slots = std::move(*listed);
  }
  const std::size_t length = form.header + slots.octets.size();
  const std::size_t pointer = form.header + slots.filled * form.slot() + 1;
  if (length > most_option_octets) return too_long(place, length);
  Octets option(form.header);
  const auto length_octet = static_cast<std::uint8_t>(length);
  const auto pointer_octet = static_cast<std::uint8_t>(pointer);
  if (word.value == OptionValue::route) {
    encode(RouteOptionHeader{OptionType{word.type}, length_octet, pointer_octet}, option);
  } else {
    encode(TimestampOptionHeader{OptionType{word.type}, length_octet, pointer_octet, 0, word.flag}, option);
  }
  option.insert(option.end(), slots.octets.begin(), slots.octets.end());
  return option;
}

std::optional<std::string> slots_text(const OptionWord& word, Bytes option) {
  constexpr std::size_t pointer_at = 2;
  const SlotForm form = form_of(word);
  if (option.size() < form.header || (option.size() - form.header) % form.slot() != 0) return std::nullopt;
  const std::size_t count = (option.size() - form.header) / form.slot();
  const auto slot = [&](std::size_t index) {
    return option.subspan(form.header + index * form.slot(), form.slot());
  };
  std::size_t listed = count;
  while (form.counted && listed > 0 && is_free(slot(listed - 1))) --listed;

  const std::size_t pointer = option[pointer_at];
  std::string text;
  for (std::size_t i = 0; i < listed; ++i) {
    const bool filled = pointer > form.header + (i + 1) * form.slot();
    text += (i == 0 ? ":" : ",") + slot_text(form, slot(i), filled);
  }
  if (form.counted && (listed < count || count == 0))
    text += (listed == 0 ? ":" : ",") + std::to_string(count - listed);
  return text;
}

}  // namespace icmpwire
