// Names of headers and of groups of them, as a person types them.
#pragma once

#include <span>
#include <string_view>

#include "packet/catalogue.h"
#include "packet/result.h"

namespace icmpwire::cli {

// The format, or all formats of the group, that is called so; the failure names the nearest name there is.
Result<std::span<const CatalogueEntry>> named_formats(std::string_view operation, std::string_view name);

}  // namespace icmpwire::cli
