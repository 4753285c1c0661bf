// How late a timeout comes: calls of IcmpSendEcho to an address that never answers, in several threads at the
// same time, each with its own timeout. usage: timeout_error ADDRESS CALLS TIMEOUT_MS...
#include <arpa/inet.h>
#include <icmpapi.h>
#include <icmpwire.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// Milliseconds from each call's timeout to its return, in order; calls that did not time out are left out.
std::vector<double> lateness(HANDLE handle, IPAddr to, int calls, DWORD timeout) {
  std::array<char, sizeof(ICMP_ECHO_REPLY) + 40> reply{};
  char data[32] = "Data Buffer";
  std::vector<double> late;
  for (int i = 0; i < calls; ++i) {
    const Clock::time_point start = Clock::now();
    const DWORD count =
        IcmpSendEcho(handle, to, data, sizeof data, nullptr, reply.data(), reply.size(), timeout);
    const Milliseconds elapsed = Clock::now() - start;
    if (count == 0 && GetLastError() == IP_REQ_TIMED_OUT) late.push_back(elapsed.count() - timeout);
  }
  std::sort(late.begin(), late.end());
  return late;
}

void print(DWORD timeout, const std::vector<double>& late, int calls) {
  if (late.empty())
    return void(std::printf("%6lu ms: no call timed out\n", static_cast<unsigned long>(timeout)));
  const auto at = [&](double share) {
    return late[static_cast<std::size_t>(share * double(late.size() - 1))];
  };
  std::printf(
      "%6lu ms: late by %.3f ms in the median, %.3f at the 99th percentile, %.3f at most, %zu of %d calls\n",
      static_cast<unsigned long>(timeout), at(0.5), at(0.99), late.back(), late.size(), calls);
}

}  // namespace

int main(int count, char** arguments) {
  in_addr to{};
  if (count < 4 || inet_pton(AF_INET, arguments[1], &to) != 1) {
    std::fprintf(stderr, "usage: timeout_error ADDRESS CALLS TIMEOUT_MS...\n");
    return 2;
  }
  const HANDLE handle = IcmpCreateFile();
  if (handle == INVALID_HANDLE_VALUE) {
    std::fprintf(stderr, "%s\n", IcmpwireFailureText());
    return 1;
  }
  const int calls = std::atoi(arguments[2]);
  lateness(handle, to.s_addr, 1, 1);  // opens the device
  const std::size_t timeouts = static_cast<std::size_t>(count - 3);
  std::vector<std::vector<double>> late(timeouts);
  std::vector<std::thread> threads;
  const auto timeout = [&](std::size_t i) { return static_cast<DWORD>(std::atoi(arguments[3 + i])); };
  for (std::size_t i = 0; i < timeouts; ++i) {
    threads.emplace_back([&, i] { late[i] = lateness(handle, to.s_addr, calls, timeout(i)); });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < timeouts; ++i) print(timeout(i), late[i], calls);
  IcmpCloseHandle(handle);
}
