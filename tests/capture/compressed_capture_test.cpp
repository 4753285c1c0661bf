// Captures compressed by gzip and zstd.
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <memory>

#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

using test::read_capture;
using test::TemporaryFile;

const std::string recording = std::string(ICMPWIRE_PCAPS_DIR) + "/38-rfc4884-mpls-iio-crafted.pcap";

Octets gzipped(Bytes octets) {
  const TemporaryFile file;
  gzFile out = gzopen(file.path().c_str(), "wb");
  EXPECT_EQ(gzwrite(out, octets.data(), static_cast<unsigned>(octets.size())),
            static_cast<int>(octets.size()));
  gzclose(out);
  return test::octets_of_file(file.path());
}

Octets zstd_compressed(Bytes octets) {
  const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);  // as the zstd program does
  Octets out(ZSTD_compressBound(octets.size()));
  out.resize(ZSTD_compress2(context.get(), out.data(), out.size(), octets.data(), octets.size()));
  return out;
}

using Compress = Octets (*)(Bytes);
const Compress compressors[] = {gzipped, zstd_compressed};

void expect_the_recording(Bytes file) {
  const TemporaryFile path(file);
  const auto expected = read_capture(recording);
  const auto capture = read_capture(path.path());
  EXPECT_FALSE(capture.failure) << to_text(*capture.failure);
  ASSERT_EQ(capture.packets.size(), expected.packets.size());
  for (std::size_t i = 0; i < expected.packets.size(); ++i) {
    EXPECT_EQ(capture.packets[i].octets, expected.packets[i].octets);
  }
}

TEST(CompressedCapture, ReadsAsThePlainOne) {
  const Octets plain = test::octets_of_file(recording);
  for (const Compress compress : compressors) expect_the_recording(compress(plain));
}

// gzip members and zstd frames may follow each other (RFC 1952 2.2, RFC 8878 3).
TEST(CompressedCapture, ReadsPiecesThatFollowEachOther) {
  const Octets plain = test::octets_of_file(recording);
  for (const Compress compress : compressors) {
    Octets file = compress(Bytes(plain).first(1000));
    const Octets rest = compress(Bytes(plain).subspan(1000));
    file.insert(file.end(), rest.begin(), rest.end());
    expect_the_recording(file);
  }
}

// More than any buffer of ours: packets come whole across its bounds.
TEST(CompressedCapture, ReadsLargeFiles) {
  std::vector<Octets> frames;
  for (unsigned i = 0; i < 3000; ++i) frames.push_back(Octets(1000 + i % 7, static_cast<std::uint8_t>(i)));
  const Octets plain = test::pcap_of(frames, 1);
  for (const Compress compress : compressors) {
    const TemporaryFile path(compress(plain));
    const auto capture = read_capture(path.path());
    EXPECT_FALSE(capture.failure) << to_text(*capture.failure);
    ASSERT_EQ(capture.packets.size(), frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) ASSERT_EQ(capture.packets[i].octets, frames[i]);
  }
}

TEST(CompressedCapture, SaysWhereItIsCutOrDamaged) {
  std::vector<Octets> frames;
  for (unsigned i = 0; i < 200; ++i) {
    Octets frame(300);
    for (std::size_t j = 0; j < frame.size(); ++j) frame[j] = static_cast<std::uint8_t>(i * j * j >> 3);
    frames.push_back(frame);
  }
  const Octets plain = test::pcap_of(frames, 1);
  for (const Compress compress : compressors) {
    Octets file = compress(plain);
    const TemporaryFile cut(Bytes(file).first(file.size() - 5));
    const auto cut_capture = read_capture(cut.path());
    ASSERT_TRUE(cut_capture.failure);
    EXPECT_NE(cut_capture.failure->detail.find("cut"), std::string::npos) << cut_capture.failure->detail;
    for (std::size_t i = file.size() / 2; i < file.size() / 2 + 40; ++i) file[i] = 0xff;
    const TemporaryFile damaged(file);
    const auto damaged_capture = read_capture(damaged.path());
    ASSERT_TRUE(damaged_capture.failure);
    EXPECT_EQ(damaged_capture.failure->reason, Reason::bad_file);
  }
}

}  // namespace
}  // namespace icmpwire
