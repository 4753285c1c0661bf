#include "capture/recording_file.h"

#include <cstdio>

#include "capture/open_wire.h"
#include "capture/spec_values.h"

namespace icmpwire {
namespace {

std::optional<std::uint64_t> size_of(std::string_view text) {
  std::uint64_t unit = 1;
  constexpr std::pair<char, unsigned> units[] = {{'K', 10}, {'M', 20}, {'G', 30}};
  for (const auto& [letter, shift] : units) {
    if (text.empty() || text.back() != letter) continue;
    text.remove_suffix(1);
    unit = std::uint64_t{1} << shift;
    break;
  }
  constexpr std::uint64_t most = std::uint64_t{1} << 62;
  const auto number = spec_number(text);
  if (!number || *number == 0 || *number > most / unit) return std::nullopt;
  return *number * unit;
}

}  // namespace

Result<RecordingTarget> RecordingTarget::read(std::string_view text) {
  const std::size_t query = text.find('?');
  RecordingTarget target{std::string(text.substr(0, query)), 0, 0};
  if (query == std::string_view::npos) return target;
  Result<WireSpec> spec = parse_wire_spec("record" + std::string(text.substr(query)));
  if (!spec) return tl::unexpected(std::move(spec).error());
  spec->name = target.path;
  SpecReader keys(*spec);
  if (const auto rotate = keys.take("rotate")) {
    const auto size = size_of(*rotate);
    if (!size) return keys.refuse("rotate", *rotate, "octets, as 1000000 or 64M");
    target.rotate = *size;
  }
  if (const auto keep = keys.take("keep")) {
    const auto count = spec_number(*keep);
    if (!count || *count == 0) return keys.refuse("keep", *keep, "a number of files from 1 on");
    target.keep = *count;
  }
  if (Result<void> result = spec->refuse_unknown_keys(); !result)
    return tl::unexpected(std::move(result).error());
  return target;
}

Result<RecordingFile> RecordingFile::create(RecordingTarget target, WhereTaken where_taken) {
  constexpr unsigned most = 10'000;
  const std::string asked = target.path;
  for (unsigned number = 1;; ++number) {
    if (number > 1) target.path = asked + "-" + std::to_string(number);
    RecordingFile file(target);
    Result<void> result = file.begin_next();
    if (result) return file;
    const bool is_taken = result.error().reason == Reason::no_resources;
    if (!is_taken || where_taken == WhereTaken::refuse || number == most)
      return tl::unexpected(std::move(result).error());
  }
}

Result<void> RecordingFile::write(const Frame& frame, Nanos epoch, std::string_view comment) {
  if (target_.rotate != 0 && writer_->written() >= target_.rotate) {
    if (Result<void> result = begin_next(); !result) return result;
  }
  return writer_->write_frame(frame, epoch, comment);
}

Result<void> RecordingFile::begin_next() {
  const std::string path = ++begun_ == 1 ? target_.path : target_.path + "." + std::to_string(begun_);
  Result<std::unique_ptr<CaptureWriter>> writer = CaptureWriter::create(path);
  if (!writer) return tl::unexpected(std::move(writer).error());
  if (begun_ == 2) first_ = std::move(writer_);
  writer_ = std::move(*writer);
  closed_.push_back(path);
  if (target_.keep != 0 && closed_.size() > target_.keep) {
    std::remove(closed_.front().c_str());
    closed_.pop_front();
  }
  return {};
}

}  // namespace icmpwire
