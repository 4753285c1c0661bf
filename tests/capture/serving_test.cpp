// A wire that answers who sends through a port: here a pair of sockets.
#include "capture/serving.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <thread>

#include "capture/open_wire.h"
#include "capture/query_name.h"
#include "capture/system/descriptor.h"
#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

// What the program at the other end sends and receives are whole datagrams.
class SocketPort final : public Port {
 public:
  SocketPort() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    ours_ = Descriptor(ends[0]);
    theirs_ = Descriptor(ends[1]);
  }
  int descriptor() const override { return ours_.number(); }
  Result<std::optional<Bytes>> read() override {
    const ssize_t size = recv(ours_.number(), octets_.data(), octets_.size(), MSG_DONTWAIT);
    if (size < 0) return std::nullopt;
    if (size > 0) return Bytes(octets_).first(static_cast<std::size_t>(size));
    Failure failure;
    failure.operation = "read from the device";
    failure.object = "a socket";
    return tl::unexpected(failure);
  }
  Result<void> write(Bytes datagram) override {
    EXPECT_EQ(::send(ours_.number(), datagram.data(), datagram.size(), 0),
              static_cast<ssize_t>(datagram.size()));
    return {};
  }

  void send(Bytes datagram) const {
    EXPECT_EQ(::send(theirs_.number(), datagram.data(), datagram.size(), 0),
              static_cast<ssize_t>(datagram.size()));
  }
  Octets receive() const {
    Octets octets(65536);
    const ssize_t size = recv(theirs_.number(), octets.data(), octets.size(), 0);
    octets.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return octets;
  }
  void hang_up() { shutdown(theirs_.number(), SHUT_WR); }

 private:
  Descriptor ours_, theirs_;
  std::array<std::uint8_t, 65536> octets_{};
};

Octets request_of(const std::string& name) {
  const auto capture = test::read_capture(ICMPWIRE_PCAPS_DIR "/" + name + ".pcap");
  const Bytes frame = capture.packets.at(0).octets;
  return {frame.begin() + 14, frame.end()};
}

class Served {
 public:
  explicit Served(const std::string& spec)
      : wire_(std::move(*open_wire(spec))),
        serving_(*wire_, port_, [this](const Failure& failure) { refusals_.push_back(to_text(failure)); }),
        thread_([this] { result_ = serving_.run([this] { return stopped_.load(); }); }) {}
  ~Served() { end(); }
  Result<void> end() {
    stopped_ = true;
    wire_->interrupt();
    if (thread_.joinable()) thread_.join();
    return result_;
  }
  Result<void> join() {
    thread_.join();
    return result_;
  }
  SocketPort& port() { return port_; }
  const ServingCounts& counts() const { return serving_.counts(); }
  const std::vector<std::string>& refusals() const { return refusals_; }  // behind the end

 private:
  SocketPort port_;
  std::unique_ptr<Wire> wire_;
  std::vector<std::string> refusals_;
  Serving serving_;
  std::atomic<bool> stopped_ = false;
  Result<void> result_;
  std::thread thread_;
};

const std::string rr9 = "replay:" ICMPWIRE_PCAPS_DIR "/02-rr9.pcap?speed=1000&mode=loop";

TEST(Serving, ARecordingAnswersWhatComesIn) {
  Served served(rr9);
  const auto capture = test::read_capture(ICMPWIRE_PCAPS_DIR "/02-rr9.pcap");
  for (int i = 0; i < 3; ++i) {
    served.port().send(request_of("02-rr9"));
    EXPECT_EQ(to_hex(served.port().receive()), to_hex(Bytes(capture.packets[1].octets).subspan(14)));
  }
  EXPECT_TRUE(served.end());
  EXPECT_EQ(served.counts().received, 3U);
  EXPECT_EQ(served.counts().given, 3U);
  EXPECT_EQ(served.counts().answers, 3U);
}

TEST(Serving, TheSimulatedNetworkAnswersWhatComesIn) {
  Served served("sim?speed=1000");
  served.port().send(request_of("19-rr9-ttl1-time-exceeded"));
  const Octets answer = served.port().receive();
  const auto datagram = parse_quoted_ip(answer);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(to_text(datagram->source), "10.9.1.2");
  EXPECT_EQ(datagram->payload[0], 11);
}

TEST(Serving, SaysOnceForEachDestinationWhyTheWireRefuses) {
  Served served(rr9);
  Octets elsewhere = request_of("02-rr9");
  elsewhere[19] = 77;
  served.port().send(elsewhere);
  served.port().send(elsewhere);
  served.port().send(Octets{1, 2, 3});  // no IP
  served.port().send(request_of("02-rr9"));
  EXPECT_FALSE(served.port().receive().empty());
  EXPECT_TRUE(served.end());
  EXPECT_EQ(served.counts().received, 4U);
  EXPECT_EQ(served.counts().refused, 2U);
  EXPECT_EQ(served.counts().passed_over, 1U);
  ASSERT_EQ(served.refusals().size(), 1U);
  EXPECT_NE(served.refusals()[0].find("10.9.3.77"), std::string::npos);
}

TEST(Serving, EndsWithItsPort) {
  Served served(rr9);
  served.port().hang_up();
  const Result<void> result = served.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().operation, "read from the device");
}

}  // namespace
}  // namespace icmpwire
