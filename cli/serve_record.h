// How serving begins and ends, as lines for people and as JSON records.
#pragma once

#include <string>

#include "capture/serving.h"

namespace icmpwire::cli {

// 80 columns; each with its line end.
std::string serving_text(const std::string& wire, const std::string& device);
std::string served_text(const std::string& device, const ServingCounts& counts);

std::string serving_line(const std::string& wire, const std::string& device);
std::string served_line(const std::string& device, const ServingCounts& counts);

}  // namespace icmpwire::cli
