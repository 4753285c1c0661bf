#include "tests/cli/program.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "cli/run.h"

namespace icmpwire::test {
namespace {

// A stream into a string.
class Capture {
 public:
  Capture() : stream_(open_memstream(&text_, &size_)) {}
  ~Capture() {
    std::fclose(stream_);
    std::free(text_);
  }
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  std::FILE* stream() { return stream_; }
  std::string text() {
    std::fflush(stream_);
    return {text_, size_};
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  std::FILE* stream_;
};

}  // namespace

Ran run_inside(const Words& arguments) {
  Capture out;
  Capture error;
  const int status = cli::run(arguments, {out.stream(), error.stream()});
  return {status, out.text(), error.text()};
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TemporaryFile::TemporaryFile(const std::string& ending, const std::string& text) {
  std::string name = (std::filesystem::temp_directory_path() / "icmpwire-XXXXXX").string() + ending;
  const int descriptor = mkstemps(name.data(), static_cast<int>(ending.size()));
  if (descriptor < 0) throw std::runtime_error("mkstemps failed");
  close(descriptor);
  path_ = name;
  std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace icmpwire::test
