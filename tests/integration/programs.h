// Programs with the library where nobody can run them: without rights and without a network.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/command.h"

namespace icmpwire::test {

class Programs : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* directory : {ICMPWIRE_BUILD_DIR "/api", ICMPWIRE_BUILD_DIR "/api/compat"}) {
      for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().filename().string().find("libicmpwire") == 0 &&
            entry.path().string().find(".so") != std::string::npos) {
          folder_.take(entry.path().string());
        }
      }
    }
  }

  // Takes one of our examples there.
  std::string example(const std::string& name) const {
    return folder_.take(ICMPWIRE_BUILD_DIR "/examples/" + name);
  }

  CommandResult run(const std::string& program, const std::string& wire, const std::string& arguments) const {
    return run_command("cd / && " + without_rights_and_network("env LD_LIBRARY_PATH=" + folder_.path() +
                                                               " ICMPWIRE=" + wire + " " + program + " " +
                                                               arguments + " 2>&1"));
  }
  std::string recording(const std::string& name) const {
    return "replay:" + folder_.take(ICMPWIRE_PCAPS_DIR "/" + name);
  }

  PublicFolder folder_;
};

}  // namespace icmpwire::test
