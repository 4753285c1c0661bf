// The wire that a command works on, by its switches and the environment.
#pragma once

#include <memory>
#include <string>

#include "capture/wire.h"
#include "cli/option_table.h"

namespace icmpwire::cli {

struct WireSwitches {
  std::string interface;  // a device, or a source address
  std::string wire;       // empty: of the environment, else live
  std::string save;       // empty: nothing is recorded
};

// The specification of the wire that the switches and the environment variable ICMPWIRE ask for.
Result<std::string> choose_wire(const WireSwitches& switches);

// Opened, and recorded where the switches or the environment variable ICMPWIRE_RECORD ask for it.
Result<std::unique_ptr<Wire>> open_chosen_wire(const std::string& spec, const WireSwitches& switches);

// Whether the specification is of a wire in real time, on which others live too.
bool is_live(const std::string& spec);

// An address of one link is on that of the chosen device, where it does not say.
IpAddress on_chosen_link(const IpAddress& address, const WireSwitches& switches);

// Their rows in a command's table. `Options` must inherit WireSwitches.
template <class Options>
constexpr OptionRow<Options> wire_row() {
  return {"--wire", "SPEC", "live, live:DEVICE, replay:FILE, sim; else $ICMPWIRE, else live",
          [](Options& options, std::string_view text) { return store_text(options.wire, text); }};
}
template <class Options>
constexpr OptionRow<Options> interface_row() {
  return {"-I,--interface", "NAME", "the device to use, or the source address",
          [](Options& options, std::string_view text) { return store_text(options.interface, text); }};
}
template <class Options>
constexpr OptionRow<Options> save_row() {
  return {"--save", "FILE", "record both directions as pcapng",
          [](Options& options, std::string_view text) { return store_text(options.save, text); }};
}

}  // namespace icmpwire::cli
