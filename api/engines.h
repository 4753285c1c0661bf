// Which engine a handle gets: one per wire specification for all handles of the process, or one of its own.
#pragma once

#include <memory>
#include <string_view>

#include "api/engine.h"

namespace icmpwire {

// How identifiers and sequences begin: at random on a live wire, at fixed values on virtual ones, so that
// runs are identical.
Exchange::Settings exchange_settings(std::string_view spec);

// A wire opened by its specification, recorded to the file that the environment variable ICMPWIRE_RECORD
// names.
Result<std::shared_ptr<Engine>> open_engine(std::string_view spec);

// The engine that all handles share which name no wire: of ICMPWIRE's wire, else of `live`. It lives until
// the process ends, since closing a capture costs more than a hundred echoes; close_shared_engines ends it
// earlier.
Result<std::shared_ptr<Engine>> shared_engine();
void close_shared_engines();

}  // namespace icmpwire
