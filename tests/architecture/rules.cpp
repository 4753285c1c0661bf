#include "tests/architecture/rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "tests/architecture/source_text.h"

namespace icmpwire::architecture {
namespace {

using Words = std::vector<std::string_view>;

bool starts_with_any(std::string_view text, const Words& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; });
}

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The folders whose headers each folder may include, itself among them.
const std::map<std::string_view, Words>& visible_folders() {
  static const std::map<std::string_view, Words> table = {
      {"packet", {"packet"}},
      {"icmp", {"packet", "icmp"}},
      {"capture", {"packet", "capture"}},
      {"api", {"packet", "icmp", "capture", "api"}},
      {"cli", {"packet", "icmp", "capture", "api", "cli"}},
      {"examples", {"packet", "icmp", "capture", "api", "examples"}},
      {"bench", {"packet", "icmp", "capture", "api", "bench"}},
  };
  return table;
}

// Headers from outside, by how their names begin, and the paths that may include them.
struct Outside {
  std::string_view what;
  Words headers;
  Words homes;
};

const std::vector<Outside>& outside_headers() {
  static const Words network_homes = {"capture/system/", "api/wait", "api/compat/",
                                      "api/include/icmpwire.hpp", "examples/embedding/"};
  static const std::vector<Outside> table = {
      {"libpcap", {"pcap.h", "pcap/"}, {"capture/"}},
      {"libtins", {"tins/"}, {"capture/"}},
      {"libmnl", {"libmnl/"}, {"capture/system/"}},
      {"zlib", {"zlib.h"}, {"capture/"}},
      {"zstd", {"zstd.h"}, {"capture/"}},
      {"CLI11", {"CLI/"}, {"cli/"}},
      {"nlohmann-json", {"nlohmann/"}, {"cli/"}},
      {"Google Benchmark", {"benchmark/"}, {"bench/"}},
      {"GoogleTest", {"gtest/", "gmock/"}, {"api/include/icmpwire_gtest.hpp"}},
      {"the system's network",
       {"linux/", "net/", "netinet/", "netpacket/", "arpa/", "ifaddrs.h"},
       network_homes},
      {"the system's sockets and waits",
       {"sys/socket.h", "sys/epoll.h", "sys/eventfd.h", "sys/timerfd.h", "sys/event.h", "poll.h",
        "sys/poll.h"},
       network_homes},
  };
  return table;
}

bool is_windows_name(std::string_view name) {
  static const std::set<std::string_view> names = {"BOOL",
                                                   "BYTE",
                                                   "WORD",
                                                   "DWORD",
                                                   "ULONG",
                                                   "USHORT",
                                                   "UCHAR",
                                                   "HANDLE",
                                                   "LPVOID",
                                                   "LPCSTR",
                                                   "PVOID",
                                                   "WINAPI",
                                                   "FARPROC",
                                                   "IPAddr",
                                                   "GetLastError",
                                                   "SetLastError",
                                                   "IP_STATUS",
                                                   "IP_SUCCESS",
                                                   "INVALID_HANDLE_VALUE",
                                                   "PIO_APC_ROUTINE"};
  return names.count(name) != 0 ||
         starts_with_any(name, {"ICMP_ECHO_REPLY", "PICMP_", "IP_OPTION_INFORMATION", "PIP_"});
}

std::string_view top_folder(std::string_view path) { return path.substr(0, path.find('/')); }

bool is_standard(std::string_view header) { return header.find_first_of("./") == std::string_view::npos; }

void check_own_header(std::string_view folder, const Include& include, std::vector<Violation>& found) {
  // What names no folder of ours is a public header of api, included the way its clients include it.
  const std::string_view named = top_folder(include.header);
  const bool names_folder = named == "tests" || visible_folders().count(named) != 0;
  if (!contains(visible_folders().at(folder), names_folder ? named : "api")) {
    found.push_back({include.line, std::string(folder) + " must not know \"" + include.header + "\""});
  }
}

void check_outside_header(std::string_view path, const Include& include, std::vector<Violation>& found) {
  const auto refuse = [&](const std::string& why) {
    found.push_back({include.line, "<" + include.header + ">: " + why});
  };
  if (starts_with_any(path, {"packet/", "icmp/"})) {
    static const Words doing = {"iostream", "fstream",           "cstdio", "filesystem", "thread",
                                "mutex",    "condition_variable"};
    if (!is_standard(include.header) && include.header != "tl/expected.hpp")
      refuse("not of the standard library");
    if (contains(doing, include.header)) refuse("no I/O and no threads here");
    return;
  }
  for (const Outside& outside : outside_headers()) {
    if (starts_with_any(include.header, outside.headers) && !starts_with_any(path, outside.homes)) {
      refuse(std::string(outside.what) + " is not known here");
    }
  }
}

}  // namespace

const std::vector<std::string>& folders() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [folder, visible] : visible_folders()) all.emplace_back(folder);
    return all;
  }();
  return names;
}

std::vector<Violation> violations(std::string_view path, std::string_view text) {
  std::vector<Violation> found;
  const std::string_view folder = top_folder(path);
  for (const Include& include : includes(text)) {
    if (include.quoted) {
      check_own_header(folder, include, found);
    } else {
      check_outside_header(path, include, found);
    }
  }
  if (contains({"api", "examples", "bench"}, folder)) return found;
  for (const Identifier& identifier : identifiers(text)) {
    if (is_windows_name(identifier.name))
      found.push_back({identifier.line, identifier.name + " is a name of Windows' API"});
  }
  return found;
}

}  // namespace icmpwire::architecture
