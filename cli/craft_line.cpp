#include "cli/craft_line.h"

#include <algorithm>
#include <cctype>

#include "packet/draft.h"
#include "packet/explain.h"
#include "packet/field_language.h"
#include "packet/ipv6_options.h"
#include "packet/option_language.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

using Words = std::vector<std::string>;

void add(Words& words, std::string_view option, std::string value) {
  words.emplace_back(option);
  words.push_back(std::move(value));
}

std::string digits_of(Bytes octets) {
  std::string text = to_hex(octets);
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

// The words of the area without the padding that comes by itself.
std::string unpadded_text(Bytes area) {
  const std::string whole = options_text(area);
  const std::string text = whole.substr(0, std::min(whole.rfind(" eol"), whole.size()));
  Octets padded = read_options(text)->octets;
  pad(padded, Padding::end_of_list);
  return equal(padded, area) ? text : whole;
}

void add_options(Words& words, Bytes area) {
  if (area.empty()) return;
  const std::string text = unpadded_text(area);
  add(words, "-o", text);
  if (objection(*read_options(text), Padding::end_of_list)) words.emplace_back("--force");
}

// The words of an extension header whose next header is `next`, or all its octets.
void add_extension(Words& words, const ExtensionView& extension, Protocol next) {
  constexpr std::size_t options_at = layout<Ipv6OptionsHeader>.octets;
  const bool has_options =
      extension.type == Protocol::hop_by_hop || extension.type == Protocol::destination_options;
  if (has_options) {
    std::string text = ipv6_options_text(extension.octets.subspan(options_at));
    const std::size_t last = text.rfind(' ');
    // Without the padding that comes by itself.
    for (const std::string& said : {text.substr(0, last == std::string::npos ? 0 : last), text}) {
      const auto options = read_options(said, ipv6_option_words());
      if (!equal(options_header(next, options->octets), extension.octets)) continue;
      const bool for_all = extension.type == Protocol::hop_by_hop;
      return add(words, for_all ? "--hop-by-hop" : "--destination-options", said);
    }
  }
  add(words, "--extension",
      std::to_string(static_cast<unsigned>(extension.type)) + ":" + digits_of(extension.octets));
}

// What is between the fixed header and the payload.
void add_between(Words& words, const Ipv4Draft& ip) { add_options(words, ip.options); }
void add_between(Words& words, const Ipv6Draft& ip) {
  std::vector<ExtensionView> extensions;
  ExtensionWalk walk(ip.header.next_header, ip.extensions);
  for (auto next = walk.next(); next && *next; next = walk.next()) extensions.push_back(**next);
  for (std::size_t i = 0; i < extensions.size(); ++i) {
    const bool last = i + 1 == extensions.size();
    add_extension(words, extensions[i], last ? Protocol::icmpv6 : extensions[i + 1].type);
  }
}

// The draft that the addresses, the options and the data make.
Ipv4Draft beginning_of(const Ipv4Draft& actual) {
  Ipv4Draft grown;
  grown.header.destination = actual.header.destination;
  grown.header.source = actual.header.source;
  grown.options = actual.options;
  if (!actual.icmp) grown.icmp.reset();
  return grown;
}
Ipv6Draft beginning_of(const Ipv6Draft& actual) {
  Ipv6Draft grown;
  grown.header.destination = actual.header.destination;
  grown.header.source = actual.header.source;
  grown.extensions = actual.extensions;
  if (!actual.extensions.empty()) grown.header.next_header = actual.header.next_header;
  if (!actual.icmp) grown.icmp.reset();
  return grown;
}

struct HeaderNames {
  std::string_view ip, icmp;
};
HeaderNames names_of(const Draft& draft) {
  if (draft.is_v4()) return {layout<Ipv4Header>.name, layout<IcmpEcho>.name};
  return {layout<Ipv6Header>.name, layout<Icmpv6Echo>.name};
}

bool is_text(Bytes data) {
  return std::all_of(data.begin(), data.end(),
                     [](std::uint8_t octet) { return octet >= 0x20 && octet < 0x7f && octet != '\''; });
}

// The fewest octets that all of the data repeats; 0 where it repeats none that a pattern can have.
std::size_t period_of(Bytes data) {
  constexpr std::size_t longest_pattern = 16;
  for (std::size_t period = 1; period <= longest_pattern && 2 * period <= data.size(); ++period) {
    if (equal(data.subspan(period), data.first(data.size() - period))) return period;
  }
  return 0;
}

bool counts_up(Bytes data) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (data[i] != static_cast<std::uint8_t>(i)) return false;
  }
  return true;
}

void add_data(Words& words, Bytes data) {
  constexpr std::size_t octets_a_word = 32;
  constexpr std::size_t longest_text = 64;
  if (data.empty()) return;
  if (counts_up(data)) return add(words, "-s", std::to_string(data.size()));
  if (const std::size_t period = period_of(data); period != 0) {
    add(words, "-s", std::to_string(data.size()));
    return add(words, "-p", digits_of(data.first(period)));
  }
  if (is_text(data) && data.size() <= longest_text && data[0] != '-')
    return add(words, "--data", std::string(data.begin(), data.end()));
  for (; !data.empty(); data = data.subspan(std::min(data.size(), octets_a_word)))
    add(words, "--hex", digits_of(first_at_most(data, octets_a_word)));
}

std::string tag_text(const VlanTag& tag, EtherType usually_carried) {
  VlanTag usual;
  usual.identifier = tag.identifier;
  usual.ether_type = usually_carried;
  Octets octets(layout<VlanTag>.octets), usual_octets(layout<VlanTag>.octets);
  encode(tag, octets);
  encode(usual, usual_octets);
  return std::to_string(tag.identifier) + field_differences(layout<VlanTag>, usual_octets, octets);
}

// A draft that takes settings until it builds the packet, and the words that say them.
class Growth {
 public:
  Growth(Words& words, Draft& grown, Bytes packet) : words_(words), grown_(grown), packet_(packet) {}

  // Sets the header's fields that differ: those that are computed unless set, or the others, which come first
  // because those depend on them.
  void set_differences(std::string_view header, bool computed) {
    const Layout& layout = *find(header).layout;
    for (const FieldInfo& field : layout.fields) {
      if (field.computed == computed && differs(header, field)) set_as_in_packet(header, field);
    }
  }

  // The type says which fields there are.
  void set_type_and_differences(std::string_view icmp) {
    const FieldInfo& type = find(icmp).layout->fields[0];
    if (differs(icmp, type)) set_as_in_packet(icmp, type);
    set_differences(icmp, false);
  }

  void set_as_in_packet(std::string_view header, const FieldInfo& field) {
    std::string setting = std::string(header) + "." + std::string(field.name) + "=" +
                          plain_value_text(field, packet_.subspan(find(header).at));
    if (set(grown_, setting)) add(words_, "--set", std::move(setting));
  }

  // Of several tags, the innermost one: that is what settings name.
  DraftHeader find(std::string_view name) const {
    DraftHeader found{&layout<EthernetHeader>, 0};
    for (const DraftHeader& header : headers_of(grown_)) {
      if (header.layout->name == name) found = header;
    }
    return found;
  }

 private:
  bool differs(std::string_view header, const FieldInfo& field) const {
    const std::size_t at = find(header).at;
    const Octets built = build(grown_);
    return field_differs(field, Bytes(built).subspan(at), packet_.subspan(at));
  }

  Words& words_;
  Draft& grown_;
  Bytes packet_;
};

void add_link(Words& words, Draft& grown, const Draft& actual) {
  const EtherType carried = actual.is_v4() ? EtherType::ipv4 : EtherType::ipv6;
  for (std::size_t i = 0; i < actual.tags.size(); ++i) {
    const bool innermost = i + 1 == actual.tags.size();
    std::string text = tag_text(actual.tags[i], innermost ? carried : EtherType::vlan);
    if (add_tag(grown, text)) add(words, "--vlan", std::move(text));
  }
}

// Named even where the addresses are zero, which says that there is such a header at all.
void add_ethernet(Growth& growth) {
  const Layout& ethernet = layout<EthernetHeader>;
  growth.set_as_in_packet(ethernet.name, ethernet.fields[0]);
  growth.set_as_in_packet(ethernet.name, ethernet.fields[1]);
  growth.set_differences(ethernet.name, false);
}

bool is_plain(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 ||
         std::string_view("_./:=,@%+-").find(character) != std::string_view::npos;
}

std::string shell_word(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char character : word)
    text += character == '\'' ? std::string("'\\''") : std::string(1, character);
  return text + "'";
}

}  // namespace

std::optional<std::vector<std::string>> craft_arguments(Bytes packet, LinkType link) {
  const std::optional<Draft> actual = draft_of(packet, link);
  if (!actual) return std::nullopt;
  const Octets octets = build(*actual);
  const auto [ip, icmp] = names_of(*actual);
  Draft grown;
  grown.ip =
      std::visit([](const auto& version) { return decltype(Draft::ip)(beginning_of(version)); }, actual->ip);
  grown.data = actual->data;
  grown.trailer = actual->trailer;

  Words words = {"craft", to_text(grown.destination())};
  if (!grown.source().is_unspecified()) add(words, "-S", to_text(grown.source()));
  add_link(words, grown, *actual);
  Growth growth(words, grown, octets);
  if (actual->ethernet) add_ethernet(growth);
  growth.set_differences(ip, false);
  std::visit([&](const auto& version) { add_between(words, version); }, grown.ip);
  const bool has_icmp = has_message_header(grown);
  if (!has_icmp) words.emplace_back("--no-icmp");
  if (has_icmp) growth.set_type_and_differences(icmp);
  add_data(words, grown.data);
  if (!grown.trailer.empty()) add(words, "--trailer", digits_of(grown.trailer));
  if (has_icmp) growth.set_differences(icmp, true);
  growth.set_differences(ip, true);
  return words;
}

std::string shell_line(const std::vector<std::string>& words) {
  constexpr std::size_t room = text_columns - 2;  // for " \\"
  std::string text, line = "icmpwire";
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string phrase = shell_word(words[i]);
    // An option and its value stay together.
    const bool takes_value =
        words[i].starts_with('-') && i + 1 < words.size() && !words[i + 1].starts_with('-');
    if (takes_value) phrase += " " + shell_word(words[++i]);
    if (line.size() + 1 + phrase.size() > room) {
      text += line + " \\\n";
      line = " ";
    }
    line += " " + phrase;
  }
  return text + line + "\n";
}

std::string explained(const Dissection& packet, LinkType link) {
  return explained(packet, meaning_of(packet, nullptr), link);
}

std::string explained(const Dissection& packet, const Meaning& meaning, LinkType link, Ink ink) {
  std::string text = explain(packet, meaning, ink);
  if (const auto arguments = craft_arguments(packet.octets, link))
    text += "\n" + heading("Command that makes it", ink) + shell_line(*arguments);
  return text;
}

}  // namespace icmpwire::cli
