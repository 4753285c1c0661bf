#include "capture/recorder.h"

#include <cstdio>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "capture/query_name.h"
#include "capture/recording_file.h"
#include "capture/wire_decorator.h"
#include "packet/trial.h"

namespace icmpwire {
namespace {

// What was said of requests, and the requests themselves, for as long as answers may come.
class RecordedRequests {
 public:
  struct Request {
    Octets datagram;
    Nanos at{};
    std::string note;
    unsigned answers = 0;
  };

  Request& add(std::uint64_t name) {
    if (order_.size() == most) {
      requests_.erase(order_.front());
      order_.pop_front();
    }
    const auto [entry, is_new] = requests_.try_emplace(name);
    if (is_new) order_.push_back(name);
    entry->second = {};
    return entry->second;
  }
  Request* find(std::uint64_t name) {
    const auto found = requests_.find(name);
    return found == requests_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr std::size_t most = 4096;
  std::unordered_map<std::uint64_t, Request> requests_;
  std::deque<std::uint64_t> order_;
};

std::string milliseconds(Nanos time) {
  char text[48];
  std::snprintf(text, sizeof text, "%.6f ms", static_cast<double>(time.count()) / 1e6);
  return text;
}

class Recorder final : public WireDecorator {
 public:
  Recorder(std::unique_ptr<Wire> wire, RecordingFile file)
      : WireDecorator(std::move(wire)), file_(std::move(file)), epoch_(inner().epoch()) {}

  Nanos epoch() override { return epoch_; }
  bool takes_notes() override { return true; }
  void note(std::string_view text) override { own_note() = text; }

  Result<Sent> send(Bytes datagram, const Route& route) override {
    return record(datagram, [&] { return inner().send(datagram, route); });
  }
  Result<Sent> send_frame(const Frame& frame, const Route& route) override {
    return record(frame.datagram(), [&] { return inner().send_frame(frame, route); });
  }

  Result<std::optional<Frame>> receive(Nanos until) override {
    Result<std::optional<Frame>> received = inner().receive(until);
    if (!received || !*received) return received;
    const std::lock_guard lock(mutex_);
    if (Result<void> result = file_.write(**received, epoch_, comment_on(**received)); !result) {
      return tl::unexpected(std::move(result).error());
    }
    return received;
  }

 private:
  template <class Send>
  Result<Sent> record(Bytes datagram, Send send) {
    // Held while sending, so that the answer, which another thread may receive at once, is written behind it.
    const std::lock_guard lock(mutex_);
    const std::string note = std::exchange(own_note(), {});
    if (!note.empty()) inner().note(note);
    Result<Sent> sent = send();
    if (!sent) return sent;
    remember(datagram, sent->frame.at, note);
    if (sent->held) return sent;
    if (Result<void> result = file_.write(sent->frame, epoch_, note); !result) {
      return tl::unexpected(std::move(result).error());
    }
    return sent;
  }

  // Of the request that this thread sends next.
  static std::string& own_note() {
    thread_local std::string note;
    return note;
  }

  void remember(Bytes octets, Nanos at, const std::string& note) {
    const auto datagram = parse_quoted_ip(octets);
    if (!datagram || !datagram->is_icmp() || datagram->fragment_offset != 0) return;
    const QueryName name = query_name(*datagram);
    if (name.role != IcmpRole::query) return;
    RecordedRequests::Request& request = requests_.add(name.hash);
    request.datagram.assign(octets.begin(), octets.end());
    request.at = at;
    request.note = note;
  }

  // Of a held request that leaves: what was said of it. Of an answer: the verdict.
  std::string comment_on(const Frame& frame) {
    const auto datagram = parse_quoted_ip(frame.datagram());
    if (!datagram || !datagram->is_icmp()) return {};
    const QueryName name = query_name(*datagram);
    RecordedRequests::Request* request = requests_.find(name.hash);
    if (request == nullptr) return {};
    if (frame.direction == Direction::outbound) {
      request->at = frame.at;
      return request->note;
    }
    if (datagram->is_fragment) return "a fragment of its answer";
    Verdict verdict = answers(request->datagram, datagram->octets);
    if (verdict.answer == AnswerClass::not_ours) return {};
    if (request->answers++ != 0) verdict.answer = AnswerClass::duplicate;
    return to_text(verdict) + " after " + milliseconds(frame.at - request->at);
  }

  RecordingFile file_;
  RecordedRequests requests_;
  std::mutex mutex_;   // of the file, and of the order in it
  const Nanos epoch_;  // one for the whole recording, whatever becomes of the system's clock
};

}  // namespace

Result<std::unique_ptr<Wire>> record(std::unique_ptr<Wire> wire, std::string_view target,
                                     WhereTaken where_taken) {
  Result<RecordingTarget> where = RecordingTarget::read(target);
  if (!where) return tl::unexpected(std::move(where).error());
  Result<RecordingFile> file = RecordingFile::create(std::move(*where), where_taken);
  if (!file) return tl::unexpected(std::move(file).error());
  return std::make_unique<Recorder>(std::move(wire), std::move(*file));
}

}  // namespace icmpwire
