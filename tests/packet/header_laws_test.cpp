// Laws that hold for every header, by its field table alone.
#include <set>

#include "tests/packet/all_headers.h"

namespace icmpwire::test {
namespace {

constexpr int rounds = 2000;
constexpr std::uint8_t stale = 0xa5;

template <class Header>
Octets encoded(const Header& header) {
  Octets octets(layout<Header>.octets, stale);
  encode(header, octets);
  return octets;
}

// The field's octets: all its bits, behind zero bits where it does not begin or end on an octet.
Octets field_octets(const FieldInfo& field, Bytes header) {
  Octets octets((field.width + 7U) / 8);
  for (unsigned bit = 0; bit < field.width; ++bit) {
    const unsigned from = field.bit + bit;
    const unsigned to = static_cast<unsigned>(octets.size()) * 8 - field.width + bit;
    if ((header[from / 8] >> (7 - from % 8) & 1) != 0) {
      octets[to / 8] = static_cast<std::uint8_t>(octets[to / 8] | 0x80 >> to % 8);
    }
  }
  return octets;
}

bool is_number(const FieldInfo& field) { return field.width <= 64; }

// Calls `visit(field, member)` for each row of the header's table.
template <class Header, class Visit>
void for_each_field(const Header& header, const Visit& visit) {
  const auto one = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>& row) {
    visit(row.info, header.*Member);
  };
  std::apply([&](const auto&... rows) { (one(rows), ...); }, Table<Header>::rows);
}

template <class Header>
class HeaderLaws : public ::testing::Test {
 protected:
  static constexpr std::size_t size = layout<Header>.octets;
  RandomOctets random;
};
TYPED_TEST_SUITE(HeaderLaws, AllHeaders);

TYPED_TEST(HeaderLaws, EncodingWhatWasDecodedGivesTheSameOctets) {
  for (int round = 0; round < rounds; ++round) {
    const Octets octets = this->random.next(this->size);
    const auto header = decode<TypeParam>(octets);
    ASSERT_TRUE(header);
    ASSERT_EQ(encoded(*header), octets);
  }
}

TYPED_TEST(HeaderLaws, DecodingWhatWasEncodedGivesTheSameHeader) {
  for (int round = 0; round < rounds; ++round) {
    const auto header = decode_fixed<TypeParam>(this->random.next(this->size));
    ASSERT_EQ(decode_fixed<TypeParam>(encoded(header)), header);
  }
}

TYPED_TEST(HeaderLaws, EncodingLeavesNothingOfTheBufferAndTouchesNothingBehind) {
  Octets clean(this->size + 8, 0);
  Octets dirty(this->size + 8, stale);
  encode(TypeParam{}, clean);
  encode(TypeParam{}, dirty);
  EXPECT_EQ(to_hex(Bytes(clean).first(this->size)), to_hex(Bytes(dirty).first(this->size)));
  EXPECT_EQ(Octets(dirty.begin() + static_cast<std::ptrdiff_t>(this->size), dirty.end()), Octets(8, stale));
}

TYPED_TEST(HeaderLaws, EveryFieldReadByItsPlaceIsTheMember) {
  for (int round = 0; round < rounds; ++round) {
    const Octets octets = this->random.next(this->size);
    for_each_field(decode_fixed<TypeParam>(octets), [&](const FieldInfo& field, const auto& member) {
      if constexpr (bits::capacity<std::decay_t<decltype(member)>> <= 64) {
        ASSERT_EQ(field_value(field, octets), bits::to_bits(member)) << field.name;
      } else {
        const Octets value(member.octets.begin(), member.octets.end());
        ASSERT_EQ(field_octets(field, octets), value) << field.name;
      }
    });
  }
}

TYPED_TEST(HeaderLaws, FewerOctetsAreTruncatedAtTheirEnd) {
  const Octets octets = this->random.next(this->size);
  for (std::size_t fewer = 0; fewer < this->size; ++fewer) {
    const auto header = decode<TypeParam>(Bytes(octets).first(fewer));
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error(), (Malformed{Why::truncated, static_cast<std::uint16_t>(fewer)}));
  }
}

TYPED_TEST(HeaderLaws, ComputedClearsTheComputedFieldsAndNoOther) {
  const auto header = computed(decode_fixed<TypeParam>(Octets(this->size, 0xff)));
  const Octets octets = encoded(header);
  for (const FieldInfo& field : layout<TypeParam>.fields) {
    const Octets expected(this->size, field.computed ? 0x00 : 0xff);
    EXPECT_EQ(field_octets(field, octets), field_octets(field, expected)) << field.name;
  }
}

TYPED_TEST(HeaderLaws, SettingAFieldByNameChangesThatFieldAlone) {
  for (const FieldInfo& changed : layout<TypeParam>.fields) {
    if (!is_number(changed)) continue;
    const Octets before = this->random.next(this->size);
    const std::uint64_t value = ~field_value(changed, before);
    auto header = decode_fixed<TypeParam>(before);
    ASSERT_TRUE(set_field(header, changed.name, value)) << changed.name;
    const Octets after = encoded(header);
    for (const FieldInfo& field : layout<TypeParam>.fields) {
      if (field.name == changed.name) {
        const std::uint64_t low_bits = ~std::uint64_t{0} >> (64 - field.width);
        EXPECT_EQ(field_value(field, after), value & low_bits) << field.name;
      } else {
        EXPECT_EQ(field_octets(field, after), field_octets(field, before))
            << changed.name << " changed " << field.name;
      }
    }
  }
}

TYPED_TEST(HeaderLaws, SettingAnUnknownFieldOrOneThatIsNoNumberIsRefused) {
  TypeParam header;
  EXPECT_FALSE(set_field(header, "no_such_field", 1));
  for (const FieldInfo& field : layout<TypeParam>.fields) {
    if (is_number(field)) continue;
    EXPECT_FALSE(set_field(header, field.name, 1)) << field.name;
  }
  EXPECT_EQ(header, TypeParam{});
}

TYPED_TEST(HeaderLaws, TheTableNamesEachFieldOnceAndExplainsIt) {
  const Layout& table = layout<TypeParam>;
  for (const std::string_view words : {table.name, table.title, table.purpose, table.source})
    EXPECT_NE(words, "");
  std::set<std::string_view> names;
  for (const FieldInfo& field : table.fields) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name << " twice";
    EXPECT_EQ(field.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_46"), std::string_view::npos)
        << field.name;
    for (const std::string_view words : {field.label, field.meaning, field.source})
      EXPECT_NE(words, "") << field.name;
  }
}

}  // namespace
}  // namespace icmpwire::test
