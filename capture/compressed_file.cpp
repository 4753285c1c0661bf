#include "capture/compressed_file.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::size_t most_at_once = std::size_t{1} << 30;  // zlib counts in 32 bits

// RFC 1952: one or several members, one behind the other.
class Gzip final : public OctetSource {
 public:
  Gzip(OctetStream file, std::string path) : file_(std::move(file)), path_(std::move(path)) {
    constexpr int gzip_format = 16;
    usable_ = inflateInit2(&state_, MAX_WBITS + gzip_format) == Z_OK;
  }
  ~Gzip() override { inflateEnd(&state_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Result<std::size_t> read(MutableBytes out) override {
    if (!usable_) return bad_capture_file(path_, "there is no memory to decompress it");
    for (;;) {
      const Bytes in = first_at_most(file_.peek_some(), most_at_once);
      if (in.empty()) break;
      state_.next_in = const_cast<Bytef*>(in.data());  // zlib does not write there
      state_.avail_in = static_cast<uInt>(in.size());
      state_.next_out = out.data();
      const std::size_t room = std::min(out.size(), most_at_once);
      state_.avail_out = static_cast<uInt>(room);
      const int result = inflate(&state_, Z_NO_FLUSH);
      file_.skip(in.size() - state_.avail_in);
      in_member_ = result != Z_STREAM_END;
      if (!in_member_) inflateReset(&state_);
      if (result != Z_OK && in_member_) return bad_capture_file(path_, "the gzip data is damaged");
      if (const std::size_t count = room - state_.avail_out; count != 0) return count;
    }
    if (file_.failure()) return tl::unexpected(*file_.failure());
    if (in_member_) return bad_capture_file(path_, "the gzip data is cut");
    return 0;
  }

 private:
  OctetStream file_;
  std::string path_;
  z_stream state_{};
  bool usable_ = false;
  bool in_member_ = false;
};

// RFC 8878: one or several frames, one behind the other.
class Zstd final : public OctetSource {
 public:
  Zstd(OctetStream file, std::string path)
      : file_(std::move(file)), path_(std::move(path)), state_(ZSTD_createDStream()) {}

  Result<std::size_t> read(MutableBytes out) override {
    if (state_ == nullptr) return bad_capture_file(path_, "there is no memory to decompress it");
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    for (;;) {
      const Bytes in = file_.peek_some();
      if (in.empty() && !flushing_) break;
      ZSTD_inBuffer input{in.data(), in.size(), 0};
      const std::size_t result = ZSTD_decompressStream(state_.get(), &output, &input);
      file_.skip(input.pos);
      if (ZSTD_isError(result) != 0) return bad_capture_file(path_, "the zstd data is damaged");
      in_frame_ = result != 0;
      flushing_ = in_frame_ && output.pos == output.size;  // there is more to come without any input
      if (output.pos != 0) return output.pos;
    }
    if (file_.failure()) return tl::unexpected(*file_.failure());
    if (in_frame_) return bad_capture_file(path_, "the zstd data is cut");
    return 0;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* state) const { ZSTD_freeDStream(state); }
  };
  OctetStream file_;
  std::string path_;
  std::unique_ptr<ZSTD_DStream, Free> state_;
  bool in_frame_ = false;
  bool flushing_ = false;
};

bool begins_with(OctetStream& file, std::initializer_list<std::uint8_t> magic) {
  const Bytes octets = file.peek(magic.size());
  return std::equal(octets.begin(), octets.end(), magic.begin(), magic.end());
}

bool is_gzip(OctetStream& file) { return begins_with(file, {0x1f, 0x8b}); }
bool is_zstd(OctetStream& file) { return begins_with(file, {0x28, 0xb5, 0x2f, 0xfd}); }

}  // namespace

bool is_compressed(OctetStream& file) { return is_gzip(file) || is_zstd(file); }

OctetStream decompressed(OctetStream file, const std::string& path) {
  if (is_gzip(file)) return OctetStream(std::make_unique<Gzip>(std::move(file), path));
  if (is_zstd(file)) return OctetStream(std::make_unique<Zstd>(std::move(file), path));
  return file;
}

}  // namespace icmpwire
