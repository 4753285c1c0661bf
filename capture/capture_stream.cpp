#include "capture/capture_stream.h"

#include "capture/capture_readers.h"

namespace icmpwire {
namespace {

class OpenFile final : public OctetSource {
 public:
  OpenFile(std::FILE* file, std::string name) : file_(file), name_(std::move(name)) {}

  Result<std::size_t> read(MutableBytes out) override {
    const std::size_t count = std::fread(out.data(), 1, out.size(), file_);
    if (count == 0 && std::ferror(file_) != 0) return bad_capture_file(name_, "it cannot be read on");
    return count;
  }

 private:
  std::FILE* file_;
  std::string name_;
};

}  // namespace

OctetStream open_octets(std::FILE* file, const std::string& name) {
  return decompressed(OctetStream(std::make_unique<OpenFile>(file, name)), name);
}

Result<std::unique_ptr<CaptureReader>> read_capture(std::FILE* file, const std::string& name) {
  return open_capture(open_octets(file, name), name, Places::forgotten);
}

}  // namespace icmpwire
