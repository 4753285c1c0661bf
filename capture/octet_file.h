// A file that is written from front to back, each piece by one write of its own.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire {

class OctetFile {
 public:
  // A new file, or an old one emptied. Reason::no_such_file (its folder), no_resources (somebody else is
  // writing it, in this process or in another), system.
  static Result<OctetFile> create(const std::string& path);

  // What is written is in the file, whatever becomes of us. After a failure every further write fails with
  // the same: a piece may be half written, and nothing can follow it.
  Result<void> write(Bytes octets);

  std::uint64_t written() const { return written_; }  // octets

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  OctetFile(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}

  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
  std::uint64_t written_ = 0;
  std::optional<Failure> failure_;
};

}  // namespace icmpwire
