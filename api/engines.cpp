#include "api/engines.h"

#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include "api/per_process.h"
#include "capture/open_wire.h"
#include "capture/recorder.h"

namespace icmpwire {

namespace {

// Never in programs that run with more rights than their caller: they would open files and devices for him.
std::string environment(const char* name) {
  const char* value = secure_getenv(name);
  return value != nullptr ? value : "";
}

struct SharedEngines {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Engine>, std::less<>> by_spec;
};

SharedEngines& shared_engines() { return per_process<SharedEngines>(); }

bool is_live(std::string_view spec) { return spec.substr(0, 4) == "live"; }

}  // namespace

Exchange::Settings exchange_settings(std::string_view spec) {
  Exchange::Settings settings;
  if (is_live(spec)) settings.pairs.first = std::random_device{}();
  return settings;
}

Result<std::shared_ptr<Engine>> open_engine(std::string_view spec) {
  auto wire = open_wire(spec);
  if (!wire) return tl::unexpected(std::move(wire.error()));
  if (const std::string file = environment("ICMPWIRE_RECORD"); !file.empty()) {
    wire = record(std::move(*wire), file, WhereTaken::beside);
    if (!wire) return tl::unexpected(std::move(wire.error()));
  }
  return std::make_shared<Engine>(std::move(*wire), exchange_settings(spec));
}

Result<std::shared_ptr<Engine>> shared_engine() {
  std::string spec = environment("ICMPWIRE");
  if (spec.empty()) spec = "live";

  SharedEngines& shared = shared_engines();
  const std::lock_guard lock(shared.mutex);
  if (const auto found = shared.by_spec.find(spec); found != shared.by_spec.end()) return found->second;
  auto engine = open_engine(spec);
  if (engine) shared.by_spec.emplace(spec, *engine);
  return engine;
}

void close_shared_engines() {
  SharedEngines& shared = shared_engines();
  const std::lock_guard lock(shared.mutex);
  shared.by_spec.clear();
}

}  // namespace icmpwire
