// What a wire that carries nothing itself reports of a frame that it was given to send.
#pragma once

#include "capture/wire.h"

namespace icmpwire {

// The frame, outbound over `device` at `at`, with octets as Sent::frame promises them.
Frame sent_frame(const Frame& given, const Device& device, Nanos at);

// A datagram without a link header, as a frame.
Frame bare_frame(Bytes datagram);

}  // namespace icmpwire
