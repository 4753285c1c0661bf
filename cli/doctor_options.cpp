#include "cli/doctor_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Row = OptionRow<DoctorOptions>;

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, DoctorOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, DoctorOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, DoctorOptions>},
};

}  // namespace

const CommandText doctor_words = {
    "doctor", "", "says what this machine allows of live pinging",
    "Says what this machine allows of live pinging, and what to type where it does not.",
    "Exit status: 0 live pinging is possible, 1 it is not, 2 anything else."};

OptionTable<DoctorOptions> doctor_options() { return rows; }

}  // namespace icmpwire::cli
