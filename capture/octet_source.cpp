#include "capture/octet_source.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace icmpwire {
namespace {

Failure system_failure(const std::string& path, int error) {
  return Failure("read the capture file", path,
                 error == ENOENT || error == ENOTDIR ? Reason::no_such_file : Reason::system,
                 std::generic_category().message(error));
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

  Result<void> seek(std::uint64_t position) override {
    if (fseeko(file_.get(), static_cast<off_t>(position), SEEK_SET) == 0) return {};
    return tl::unexpected(system_failure(path_, errno));
  }

 private:
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
};

}  // namespace

Result<void> OctetSource::seek(std::uint64_t /*position*/) {
  return tl::unexpected(Failure("seek in", "a compressed file", Reason::unsupported));
}

Result<std::unique_ptr<OctetSource>> open_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return tl::unexpected(system_failure(path, errno));
  std::setvbuf(file, nullptr, _IONBF, 0);  // whoever reads has a buffer
  return std::make_unique<File>(file, path);
}

Result<std::unique_ptr<OctetSource>> unpack_to_file(OctetSource& source, const std::string& path) {
  const auto no_room = [&] {
    Failure failure = system_failure(path, errno);
    failure.operation = "unpack the capture file";
    failure.needs = "needs room for the unpacked file in the folder for temporary files";
    return tl::unexpected(std::move(failure));
  };
  std::FILE* file = std::tmpfile();
  if (file == nullptr) return no_room();
  auto unpacked = std::make_unique<File>(file, path);
  Octets buffer(std::size_t{64} << 10);
  for (;;) {
    const Result<std::size_t> count = source.read(buffer);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    if (std::fwrite(buffer.data(), 1, *count, file) != *count) return no_room();
  }
  if (std::fflush(file) != 0) return no_room();
  if (Result<void> result = unpacked->seek(0); !result) return tl::unexpected(std::move(result).error());
  return unpacked;
}

tl::unexpected<Failure> bad_capture_file(const std::string& path, std::string detail) {
  return tl::unexpected(Failure("read the capture file", path, Reason::bad_file, std::move(detail)));
}

}  // namespace icmpwire
