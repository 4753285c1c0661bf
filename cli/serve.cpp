// `icmpwire serve`: a virtual wire behind a device of this machine.
#include <atomic>

#include "capture/open_wire.h"
#include "capture/serving.h"
#include "capture/system/ethernet_port.h"
#include "capture/system/tun_port.h"
#include "cli/commands.h"
#include "cli/json_lines.h"
#include "cli/refusal.h"
#include "cli/serve_record.h"
#include "cli/signals.h"

namespace icmpwire::cli {
namespace {

// With speed=1 where the specification says no other.
Result<std::string> real_time_spec(const std::string& spec) {
  const Result<WireSpec> parsed = parse_wire_spec(spec);
  if (!parsed) return tl::unexpected(parsed.error());
  if (parsed->kind == "live" || parsed->kind == "listen") {
    return refusal("serve", spec, "a live wire would pass on to a network what programs send",
                   "--wire replay:FILE | --wire sim");
  }
  return with_key(spec, "speed", "1");
}

Result<void> check_device(const ServeOptions& options) {
  if (options.tun.empty() == options.veth.empty()) {
    return refusal("serve", options.tun.empty() ? "nobody" : options.tun + " and " + options.veth,
                   options.tun.empty() ? "no device is named" : "one device at a time is served",
                   "--tun NAME | --veth NAME");
  }
  const bool has_addresses = !options.addresses.own.empty() || !options.addresses.networks.empty();
  if (!options.veth.empty() && has_addresses) {
    return refusal("give addresses to", options.veth, "a device that is attached to stays as it is",
                   "ip address add A/BITS dev ITS-PEER | --tun NAME");
  }
  return {};
}

Result<std::unique_ptr<Port>> open_port(const ServeOptions& options, Wire& wire) {
  if (!options.tun.empty()) return open_tun_port(options.tun, options.addresses);
  return open_ethernet_port(options.veth,
                            [&wire](const IpAddress& address) { return wire.has_neighbour(address); });
}

}  // namespace

Result<int> serve(const ServeOptions& options, Streams streams) {
  if (Result<void> device = check_device(options); !device) return tl::unexpected(std::move(device).error());
  const Result<std::string> chosen = choose_wire(options);
  if (!chosen) return tl::unexpected(chosen.error());
  const Result<std::string> spec = real_time_spec(*chosen);
  if (!spec) return tl::unexpected(spec.error());

  const HeldSignals held({SIGINT, SIGTERM, SIGQUIT});  // before any thread
  const Result<std::unique_ptr<Wire>> wire = open_chosen_wire(*spec, options);
  if (!wire) return tl::unexpected(wire.error());
  const Result<std::unique_ptr<Port>> port = open_port(options, **wire);
  if (!port) return tl::unexpected(port.error());

  const std::string device = options.tun + options.veth;
  SignalWatch signals(**wire, {SIGINT, SIGTERM});
  Serving serving(**wire, **port, [&](const Failure& failure) {
    write(streams.error, options.json ? error_line(failure, reason_code(failure.reason))
                                      : "icmpwire: " + to_text(failure) + "\n");
  });
  write(streams.out, options.json ? serving_line(*chosen, device) : serving_text(*chosen, device));
  const Result<void> served = serving.run([&] { return signals.stop(); });
  write(streams.out,
        options.json ? served_line(device, serving.counts()) : served_text(device, serving.counts()));
  if (!served) return tl::unexpected(served.error());
  return exit_success;
}

}  // namespace icmpwire::cli
