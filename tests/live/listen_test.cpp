// `icmpwire listen` on a live device.
#include <regex>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"

namespace icmpwire::live {
namespace {

using LiveListen = LiveTest;
using test::run_command;

// It says when it listens, tells the request and the reply, and ends at SIGINT with the count.
TEST_F(LiveListen, TheProgramEndsAtSigintWithACount) {
  const Topology net = Topology::neighbours();
  const Inside inside(net.h1());
  const std::string program = ICMPWIRE_PROGRAM;
  const auto result =
      run_command("bash -c 'coproc L { exec " + program +
                  " listen a0 2>&1; }; read -r -t 30 line <&${L[0]}; echo \"$line\"; " + program +
                  " ping -q -c 1 10.9.1.2 >&2; for each in 1 2; do "
                  "while read -r -t 30 line <&${L[0]}; do case \"$line\" in *Echo*) echo \"${line#* }\"; "
                  "break;; esac; done; done; "
                  "kill -INT $L_PID; cat <&${L[0]}' 2>/dev/null");
  // Beside it machines tell each other of themselves.
  const std::string told = std::regex_replace(result.output, std::regex("packet [0-9]+\n"), "packet N\n");
  EXPECT_EQ(told.substr(0, told.find("packet N\n")),
            "Listening; Ctrl-C ends it.\n"
            "a0 out  10.9.1.1 > 10.9.1.2  Echo Request, 84 octets\n"
            "a0 in  10.9.1.2 > 10.9.1.1  Echo Reply, 84 octets, answers\n  ");
  EXPECT_NE(result.output.find(" packets, 0 dropped by the kernel\n"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace icmpwire::live
