// The option language (docs/option-language.md) for C programs.
#include <icmpwire.h>

#include <algorithm>
#include <cstring>

#include "api/guarded.h"
#include "api/last_error.h"
#include "api/option_information.h"
#include "packet/option_language.h"

using namespace icmpwire;

namespace {

constexpr int refused = -1;

int refuse(DWORD error) {
  set_last_error(error);
  return refused;
}

}  // namespace

int icmpwire_read_options(const char* words, void* octets, size_t room) {
  return guarded(refused, [&] {
    if (words == nullptr || (octets == nullptr && room > 0)) return refuse(ERROR_INVALID_PARAMETER);
    const auto options = read_options(words);
    if (!options) {
      set_last_error(misread_failure("read", "the IP options", words, options.error()));
      return refused;
    }
    if (options->octets.size() > IpOptions::most_octets) {
      set_last_error(too_many_options(options->octets.size()));
      return refused;
    }
    if (options->octets.size() > room) return refuse(ERROR_INSUFFICIENT_BUFFER);
    std::copy(options->octets.begin(), options->octets.end(), static_cast<std::uint8_t*>(octets));
    return static_cast<int>(options->octets.size());
  });
}

int icmpwire_option_words(const void* octets, size_t octets_size, char* words, size_t room) {
  return guarded(refused, [&] {
    const bool is_missing = (octets == nullptr && octets_size > 0) || (words == nullptr && room > 0);
    if (is_missing) return refuse(ERROR_INVALID_PARAMETER);
    if (octets_size > IpOptions::most_octets) return refuse(IP_OPTION_TOO_BIG);
    const std::string text = options_text({static_cast<const std::uint8_t*>(octets), octets_size});
    if (room > 0) {
      const std::size_t written = std::min(text.size(), room - 1);
      std::memcpy(words, text.data(), written);
      words[written] = '\0';
    }
    return static_cast<int>(text.size());
  });
}
