// Says who answers for each of some addresses, and what: `who 10.9.3.3 203.0.113.1`.
#include <icmpwire.hpp>
#include <iostream>

using namespace std::chrono_literals;

int main(int argc, char** argv) {
  const icmpwire::Handle wire;
  if (!wire) {
    std::cerr << wire.failure() << '\n';
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    const auto address = icmpwire::Address::parse(argv[i]);
    if (!address) {
      std::cerr << argv[i] << " is no address\n";
      return 2;
    }
    const auto replies = wire.send(icmpwire::Request(*address).data("who is there?").timeout(500ms));
    if (replies.empty()) std::cout << argv[i] << ": " << replies.status().text() << '\n';
    for (const icmpwire::Reply& reply : replies) {
      std::cout << argv[i] << ": " << reply.status.text() << ", says " << reply.from.text() << " with "
                << reply.data.size() << " octets\n";
    }
  }
  return 0;
}
