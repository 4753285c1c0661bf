// Statistics of a capture as a JSON record.
#pragma once

#include <string>

#include "capture/capture_statistics.h"

namespace icmpwire::cli {

// With its line end.
std::string statistics_line(const std::string& path, const CaptureStatistics& statistics);

}  // namespace icmpwire::cli
