#include "capture/packet_damage.h"

#include <algorithm>

#include "capture/checksum_carry.h"
#include "capture/query_name.h"
#include "packet/dissection.h"

namespace icmpwire {
namespace {

struct DamagedField {
  std::size_t first_bit;
  std::size_t width;
  bool is_checksum;
};

std::vector<DamagedField> find_fields(Bytes datagram, std::span<const std::string> names) {
  std::vector<DamagedField> found;
  const Dissection packet = dissect(datagram, LinkType::raw);
  for (const Layer& layer : packet.layers) {
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.bit + std::size_t{field.width} > std::size_t{layer.length} * 8) continue;
      const std::string name = std::string(layer.layout->name) + "." + std::string(field.name);
      if (std::find(names.begin(), names.end(), name) == names.end()) continue;
      found.push_back({std::size_t{layer.offset} * 8 + field.bit, field.width, field.name == "checksum"});
    }
  }
  return found;
}

void flip(MutableBytes octets, std::size_t bit) {
  octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] ^ 0x80U >> bit % 8);
}

// One bit for certain, each of the others with an even chance.
void damage(MutableBytes datagram, const DamagedField& field, FaultRandom& random) {
  const std::size_t certain = random.next() % field.width;
  for (std::size_t i = 0; i < field.width; ++i) {
    if (i == certain || random.next() % 2 == 0) flip(datagram, field.first_bit + i);
  }
}

}  // namespace

std::uint64_t FaultRandom::next() {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
  return mixed ^ mixed >> 31;
}

double FaultRandom::even() { return static_cast<double>(next() >> 11) * 0x1p-53; }

bool FaultRandom::happens(double chance) { return chance > 0 && even() < chance; }

void corrupt_fields(MutableBytes datagram, std::span<const std::string> names, bool repair,
                    FaultRandom& random) {
  const std::vector<DamagedField> fields = find_fields(datagram, names);
  const auto before = parse_quoted_ip(datagram);
  if (fields.empty() || !before) return;
  const std::size_t header_size = before->header_octets.size();
  const MutableBytes header = datagram.first(header_size), message = datagram.subspan(header_size);
  const std::uint16_t header_sum = ones_complement_sum(header), message_sum = ones_complement_sum(message);
  for (const DamagedField& field : fields) damage(datagram, field, random);
  const bool hits_checksum =
      std::any_of(fields.begin(), fields.end(), [](const DamagedField& field) { return field.is_checksum; });
  if (!repair || hits_checksum) return;
  constexpr std::size_t header_checksum_at = 10, message_checksum_at = 2;
  if (before->is_v4()) carry_checksum(header_sum, header, header_checksum_at);
  if (message.size() >= icmp_header_octets) carry_checksum(message_sum, message, message_checksum_at);
}

}  // namespace icmpwire
