#include "capture/octet_source.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace icmpwire {
namespace {

Failure system_failure(const std::string& path, int error) {
  Failure failure;
  failure.operation = "read the capture file";
  failure.object = path;
  failure.reason = error == ENOENT || error == ENOTDIR ? Reason::no_such_file : Reason::system;
  failure.detail = std::generic_category().message(error);
  return failure;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class File final : public OctetSource {
 public:
  File(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}

  Result<std::size_t> read(MutableBytes out) override {
    const std::size_t count = std::fread(out.data(), 1, out.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) return tl::unexpected(system_failure(path_, errno));
    return count;
  }

 private:
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
};

}  // namespace

Result<std::unique_ptr<OctetSource>> open_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return tl::unexpected(system_failure(path, errno));
  std::setvbuf(file, nullptr, _IONBF, 0);  // whoever reads has a buffer
  return std::make_unique<File>(file, path);
}

tl::unexpected<Failure> bad_capture_file(const std::string& path, std::string detail) {
  Failure failure;
  failure.operation = "read the capture file";
  failure.object = path;
  failure.reason = Reason::bad_file;
  failure.detail = std::move(detail);
  return tl::unexpected(std::move(failure));
}

}  // namespace icmpwire
