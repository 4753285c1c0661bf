// The functions of icmpwire_fixture.h.
#include <icmpwire_fixture.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <optional>

#include "api/engines.h"
#include "api/guarded.h"
#include "capture/recorded_exchange.h"
#include "capture/replay_spec.h"
#include "capture/request_matching.h"
#include "packet/side_by_side.h"

using namespace icmpwire;

struct icmpwire_fixture {
  std::string path;
  bool loops = false;
  std::vector<Octets> recorded;
  std::optional<std::string> wire_before;  // what ICMPWIRE said; nullopt: nothing
  std::shared_ptr<Engine> engine;
  std::mutex mutex;  // of `sent`
  std::vector<Octets> sent;
  std::string report;
};

namespace {

std::atomic<bool> fixture_is_there = false;

// "rr9.pcap?mode=loop" as a wire: the file where it is, or beside the other one.
std::string spec_of(const std::string& file, const char* beside) {
  const std::size_t query = std::min(file.find('?'), file.size());
  std::string path = file.substr(0, query);
  if (beside != nullptr && access(path.c_str(), R_OK) != 0) {
    const std::string other(beside);
    const std::size_t slash = other.rfind('/');
    const std::string neighbour = slash == std::string::npos ? path : other.substr(0, slash + 1) + path;
    if (access(neighbour.c_str(), R_OK) == 0) path = neighbour;
  }
  return "replay:" + path + file.substr(query);
}

Result<std::vector<Octets>> recorded_requests(const ReplaySpec& replay) {
  const auto capture = CaptureReader::open_seekable(replay.path);
  if (!capture) return tl::unexpected(capture.error());
  const auto index = ReplayIndex::read(**capture, replay.path, replay.choice);
  if (!index) return tl::unexpected(index.error());
  ExchangeReader reader(**capture, *index);
  RecordedExchange exchange;
  std::vector<Octets> requests;
  for (const IndexedQuery& query : index->queries_as_recorded()) {
    if (Result<void> read = reader.read(query, exchange); !read)
      return tl::unexpected(std::move(read).error());
    const Bytes octets = exchange.query().octets;
    requests.emplace_back(octets.begin(), octets.end());
  }
  return requests;
}

void use_wire(const std::optional<std::string>& spec) {
  if (spec) {
    setenv("ICMPWIRE", spec->c_str(), 1);
  } else {
    unsetenv("ICMPWIRE");
  }
  close_shared_engines();  // the next one has given nothing yet
}

Result<std::unique_ptr<icmpwire_fixture>> begin(const std::string& file, const char* beside) {
  std::string spec = spec_of(file, beside);
  Result<WireSpec> wire = parse_wire_spec(spec);
  if (!wire) return tl::unexpected(std::move(wire).error());
  const bool says_what_is_missing = WireSpec(*wire).take("mode") || WireSpec(*wire).take("missing");
  if (!says_what_is_missing) spec += wire->keys.empty() ? "?missing=timeout" : "&missing=timeout";
  const Result<ReplaySpec> replay = read_replay_spec(std::move(*wire));
  if (!replay) return tl::unexpected(replay.error());
  Result<std::vector<Octets>> requests = recorded_requests(*replay);
  if (!requests) return tl::unexpected(std::move(requests).error());

  auto fixture = std::make_unique<icmpwire_fixture>();
  fixture->path = replay->path;
  fixture->loops = replay->rules.pairing == Pairing::loop;
  fixture->recorded = std::move(*requests);
  if (const char* before = getenv("ICMPWIRE"); before != nullptr) fixture->wire_before = before;
  use_wire(spec);
  Result<std::shared_ptr<Engine>> engine = shared_engine();
  if (!engine) {
    use_wire(fixture->wire_before);
    return tl::unexpected(std::move(engine).error());
  }
  fixture->engine = std::move(*engine);
  fixture->engine->traces().set(fixture.get(), [fixture = fixture.get()](const Frame& frame) {
    if (frame.direction != Direction::outbound) return;
    const std::lock_guard lock(fixture->mutex);
    fixture->sent.emplace_back(frame.datagram().begin(), frame.datagram().end());
  });
  return fixture;
}

// "was not sent as it was recorded", and both side by side.
std::string text_of(const std::string& path, const OddRequest& request) {
  const std::string_view what = !request.recorded ? "a request was sent that is not recorded"
                                : !request.sent   ? "a recorded request was not sent"
                                                  : "a request was not sent as it was recorded";
  const auto dissected = [](const std::optional<Octets>& octets) {
    return octets ? dissect(*octets, LinkType::raw) : Dissection{};
  };
  return path + ": " + std::string(what) + "\n" +
         side_by_side(dissected(request.recorded), "recorded", dissected(request.sent), "sent",
                      request_keys());
}

}  // namespace

icmpwire_fixture* icmpwire_fixture_begin(const char* file, const char* beside) {
  icmpwire_fixture* const none = nullptr;
  return guarded(none, [&]() -> icmpwire_fixture* {
    if (file == nullptr || fixture_is_there.exchange(true)) {
      Failure failure;
      failure.operation = "begin";
      failure.object = "a fixture";
      failure.reason = Reason::unsupported;
      failure.detail = file == nullptr ? "no file is named" : "another one has not ended";
      set_last_error(failure);
      return nullptr;
    }
    Result<std::unique_ptr<icmpwire_fixture>> fixture = begin(file, beside);
    if (fixture) return fixture->release();
    fixture_is_there = false;
    set_last_error(fixture.error());
    return nullptr;
  });
}

size_t icmpwire_fixture_check(icmpwire_fixture* fixture) {
  if (fixture == nullptr) return 0;
  return guarded(size_t{1}, [&] {
    const std::lock_guard lock(fixture->mutex);
    const std::vector<OddRequest> odd = odd_requests(fixture->recorded, fixture->sent, fixture->loops);
    fixture->report.clear();
    for (const OddRequest& request : odd) fixture->report += text_of(fixture->path, request);
    return odd.size();
  });
}

const char* icmpwire_fixture_report(const icmpwire_fixture* fixture) {
  return fixture == nullptr ? "" : fixture->report.c_str();
}

void icmpwire_fixture_end(icmpwire_fixture* fixture) {
  if (fixture == nullptr) return;
  fixture->engine->traces().set(fixture, {});
  use_wire(fixture->wire_before);
  delete fixture;
  fixture_is_there = false;
}
