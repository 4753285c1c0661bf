#include "capture/system/output_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace icmpwire {
namespace {

// The lock is the open file's, and goes with its last descriptor. A file system without locks is no obstacle.
bool take_alone(int descriptor) {
  struct stat about {};
  if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return true;
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    errno = EBUSY;
    return false;
  }
  return ftruncate(descriptor, 0) == 0;
}

}  // namespace

std::FILE* open_output_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return nullptr;
  std::FILE* const file = take_alone(descriptor) ? fdopen(descriptor, "wb") : nullptr;
  if (file != nullptr) return file;
  const int error = errno;
  close(descriptor);
  errno = error;
  return nullptr;
}

}  // namespace icmpwire
