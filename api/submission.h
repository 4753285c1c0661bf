// What the engine knows of a request beyond its packets: whose it is, and who is told of its end.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "api/pollable.h"
#include "capture/wire.h"
#include "icmp/exchange.h"

namespace icmpwire {

// Who is told of a request's end, where no thread waits for it.
class Completion {
 public:
  virtual ~Completion() = default;

  // The request was taken in; called under the engine's lock, before anything is sent.
  virtual void taken_in() {}

  // Called once, without any lock, by whichever thread received the end, or by the one that polls. The
  // outcome and the request's datagram are valid during the call. What it writes to, nobody writes to any
  // more. No user's code may run in it.
  virtual void complete(const Outcome& outcome, Bytes request) noexcept = 0;

  // The request is released: what is called here may close its group. The same thread, without any lock.
  virtual void released() {}
};

// The requests of one handle: they are waited for and cancelled together. The engine's lock guards it.
struct RequestGroup {
  std::uint32_t requests = 0;  // that are not released yet
  bool closed = false;         // takes no more
  // Set: the group's completions are called by Engine::poll alone, and nobody receives for them otherwise.
  std::unique_ptr<Pollable> pollable;
  std::deque<Ticket> finished;  // then: ended, and waiting for poll
};

// The frames of one request as they passed the wire.
struct FrameLog {
  struct Entry {
    Frame frame;  // `octets` are those below
    Octets octets;
  };
  std::vector<Entry> frames;

  void keep(const Frame& frame);
};

// How a request is to be handled. Everything may be left out.
struct Submission {
  RequestGroup* group = nullptr;
  std::unique_ptr<Completion> completion;  // else a thread waits for the request and releases it
  FrameLog* frames = nullptr;              // valid until the request is released
};

}  // namespace icmpwire
