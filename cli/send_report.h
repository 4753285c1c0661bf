// What happens to one packet and after it, told to whoever shows it: as text, JSON Lines, or views.
#pragma once

#include <memory>
#include <vector>

#include "cli/packet_views.h"
#include "cli/send_plan.h"
#include "cli/streams.h"
#include "packet/field_difference.h"

namespace icmpwire::cli {

// The packet as it left, and in which fields its datagram is another one than was asked for.
struct Departure {
  Frame frame;
  std::vector<FieldDifference> changes;  // from what was asked for to what was sent
};

// Calls come in the order of the events.
class SendReport {
 public:
  virtual ~SendReport() = default;
  virtual void sent(const Departure& departure) = 0;
  virtual void came(const Frame& /*frame*/) {}  // each packet, fragments too
  virtual void heard(const PacketWatch::Heard& /*heard*/, const Frame& /*last*/) {}  // each whole one
  virtual void finished(const PacketWatch& /*watch*/, Nanos /*elapsed*/, std::uint64_t /*dropped*/) {}
};

// The plan must outlive the report.
std::unique_ptr<SendReport> make_send_text(const SendPlan& plan, Streams streams);
std::unique_ptr<SendReport> make_send_json(const SendPlan& plan, Streams streams);

// Every frame with its link header, in the order of the wire.
std::unique_ptr<SendReport> make_send_views(const SendPlan& plan, PacketViews& views);

// What is known of an answer, as ping has it.
Reception reception_of(const PacketWatch::Heard& heard, const Frame& last);

}  // namespace icmpwire::cli
