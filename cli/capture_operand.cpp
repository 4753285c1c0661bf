#include "cli/capture_operand.h"

#include <unistd.h>

#include <charconv>

namespace icmpwire::cli {

FileOperand file_operand(const std::string& operand) {
  const std::size_t mark = operand.rfind('#');
  std::uint64_t number = 0;
  if (mark != std::string::npos && !file_exists(operand)) {
    const char* end = operand.data() + operand.size();
    const auto [stopped, error] = std::from_chars(operand.data() + mark + 1, end, number);
    if (error == std::errc{} && stopped == end && number > 0) return {operand.substr(0, mark), number};
  }
  return {operand, std::nullopt};
}

bool file_exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

tl::unexpected<Failure> no_such_packet(const std::string& object, std::uint64_t count, std::uint64_t number) {
  return tl::unexpected(Failure("read", object, Reason::unsupported,
                                "it has " + std::to_string(count) + (count == 1 ? " packet" : " packets") +
                                    " and no packet " + std::to_string(number)));
}

Result<RecordedPacket> read_recorded_packet(const std::string& operand) {
  const FileOperand file = file_operand(operand);
  const std::uint64_t wanted = file.number.value_or(1);
  auto reader = CaptureReader::open(file.path);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  for (std::uint64_t number = 1;; ++number) {
    auto packet = (*reader)->next();
    if (!packet) return tl::unexpected(std::move(packet.error()));
    if (!*packet) return no_such_packet(file.path, number - 1, wanted);
    if (number != wanted) continue;
    return RecordedPacket{Octets((*packet)->octets.begin(), (*packet)->octets.end()), (*packet)->link};
  }
}

}  // namespace icmpwire::cli
