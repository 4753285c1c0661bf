// Hostile captures are replayed without harm: each recorded request sent again under another identifier, and
// what comes is a datagram.
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "capture/open_wire.h"
#include "capture/recorded_exchange.h"
#include "tests/fuzz/require.h"

namespace icmpwire::test {
namespace {

// A file of this process' own, gone with it.
class OwnFile {
 public:
  OwnFile() : descriptor_(mkstemp(name_)) { require(descriptor_ >= 0, "there is a temporary file"); }
  ~OwnFile() {
    close(descriptor_);
    unlink(name_);
  }
  OwnFile(const OwnFile&) = delete;
  OwnFile& operator=(const OwnFile&) = delete;

  std::string replace(Bytes content) const {
    require(ftruncate(descriptor_, 0) == 0, "the file can be emptied");
    const ssize_t written = pwrite(descriptor_, content.data(), content.size(), 0);
    require(written == static_cast<ssize_t>(content.size()), "the file can be written");
    return name_;
  }

 private:
  char name_[26] = "/tmp/icmpwire-fuzz-XXXXXX";
  int descriptor_;
};

void send(Wire& wire, const IpDatagram& query) {
  const auto route = wire.route(query.destination, query.source);
  if (!route) return;
  Octets request(query.octets.begin(), query.octets.end());
  const std::size_t identifier_at = query.header_octets.size() + 4;
  if (request.size() > identifier_at) ++request[identifier_at];
  if (!wire.send(request, *route)) return;
  const Nanos until = wire.now() + std::chrono::hours(1);
  for (auto frame = wire.receive(until); frame && *frame; frame = wire.receive(until))
    require(parse_quoted_ip((*frame)->datagram()).has_value(), "what comes is a datagram");
}

void replay(const std::string& path) {
  const auto capture = CaptureReader::open_seekable(path);
  if (!capture) return;
  const auto index = ReplayIndex::read(**capture, path, {});
  const auto wire = open_wire("replay:" + path + "?mode=loop");
  if (!index || !wire) return;
  ExchangeReader reader(**capture, *index);
  RecordedExchange exchange;
  for (const IndexedQuery& query : index->queries()) {
    require(reader.read(query, exchange).has_value(), "an exchange is found again");
    send(**wire, exchange.query());
  }
}

}  // namespace
}  // namespace icmpwire::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t count) {
  static const icmpwire::test::OwnFile file;
  icmpwire::test::replay(file.replace({octets, count}));
  return 0;
}
