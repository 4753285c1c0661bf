// Packets explained as one HTML page that needs nothing else: no network, no file beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "packet/story.h"
#include "packet/time.h"

namespace icmpwire {

// The page holds each packet's dissection as data; its script shows them and decodes nothing.
class Page {
 public:
  explicit Page(std::string_view title);

  // `at` counts from 1970; `when` says it for people and may be empty. What the dissection refers to need not
  // stay.
  void add(const Dissection& packet, std::optional<Nanos> at, std::string_view when);

  // The whole document, in UTF-8; the page is empty then.
  std::string take();

 private:
  std::size_t number_of(const Layout& layout);
  void append_layers(const Dissection& packet);
  void append_meaning(Meaning meaning);
  void append_role(const PacketRole& role);

  std::string title_;
  std::string packets_;  // JSON, as what follows
  std::string layouts_;
  std::vector<const Layout*> known_;
  std::optional<Nanos> first_;
  Story story_;
  std::uint64_t count_ = 0;
};

}  // namespace icmpwire
