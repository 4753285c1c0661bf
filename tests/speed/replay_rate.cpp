// How many IcmpSendEcho calls a second a recording answers: medians of rounds of 200,000 calls.
// usage: replay_rate CAPTURE DESTINATION [ROUNDS]
#include <arpa/inet.h>
#include <icmpapi.h>
#include <icmpwire.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr int calls = 200'000;

// Calls a second. Ends the program where one is not answered: a failure is faster than an answer.
double measure(HANDLE handle, IPAddr destination) {
  char data[32] = "abcdefghijklmnopqrstuvwabcdefgh";
  std::uint8_t reply[sizeof(ICMP_ECHO_REPLY) + sizeof data + 8];
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) {
    if (IcmpSendEcho(handle, destination, data, sizeof data, nullptr, reply, sizeof reply, 1000) != 0)
      continue;
    std::fprintf(stderr, "call %d was not answered: %s\n", i, IcmpwireFailureText());
    std::exit(1);
  }
  return calls / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: replay_rate CAPTURE DESTINATION [ROUNDS]\n");
    return 2;
  }
  setenv("ICMPWIRE", (std::string("replay:") + argv[1] + "?mode=loop").c_str(), 1);
  const HANDLE handle = IcmpCreateFile();
  if (handle == INVALID_HANDLE_VALUE) {
    std::fprintf(stderr, "%s\n", IcmpwireFailureText());
    return 1;
  }
  std::vector<double> rates(static_cast<std::size_t>(argc > 3 ? std::max(1, std::atoi(argv[3])) : 5));
  for (double& rate : rates) rate = measure(handle, inet_addr(argv[2]));
  IcmpCloseHandle(handle);
  std::sort(rates.begin(), rates.end());
  std::printf("%.0f replayed IcmpSendEcho calls a second (lowest %.0f, highest %.0f)\n",
              rates[rates.size() / 2], rates.front(), rates.back());
}
