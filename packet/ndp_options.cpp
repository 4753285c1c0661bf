#include "packet/ndp_options.h"

namespace icmpwire {

std::string_view ndp_option_name(std::uint64_t type) {
  switch (static_cast<NdpOptionType>(type <= 0xff ? type : 0xff)) {
    case NdpOptionType::source_link_address:
      return "Source Link-Layer Address";
    case NdpOptionType::target_link_address:
      return "Target Link-Layer Address";
    case NdpOptionType::prefix_information:
      return "Prefix Information";
    case NdpOptionType::redirected_header:
      return "Redirected Header";
    case NdpOptionType::mtu:
      return "MTU";
    case NdpOptionType::nonce:
      return "Nonce";
    case NdpOptionType::route_information:
      return "Route Information";
    case NdpOptionType::dns_servers:
      return "Recursive DNS Server";
    case NdpOptionType::dns_search_list:
      return "DNS Search List";
  }
  return {};
}

const Layout& ndp_option_layout(Bytes option) {
  const auto header = decode_fixed<NdpOptionHeader>(option);
  switch (header.type) {
    case NdpOptionType::source_link_address:
    case NdpOptionType::target_link_address:
      if (header.length == 1) return layout<NdpLinkAddress>;  // else another link's addresses
      break;
    case NdpOptionType::prefix_information:
      return layout<NdpPrefixInformation>;
    case NdpOptionType::redirected_header:
      return layout<NdpRedirectedHeader>;
    case NdpOptionType::mtu:
      return layout<NdpMtu>;
    default:
      break;
  }
  return layout<NdpOptionHeader>;
}

std::optional<MacAddress> link_address(Bytes options, NdpOptionType type) {
  while (options.size() >= layout<NdpLinkAddress>.octets) {
    const auto option = decode_fixed<NdpLinkAddress>(options);
    const std::size_t length = option.length * std::size_t{8};
    if (length == 0 || length > options.size()) break;
    if (option.type == type && option.length == 1) return option.address;
    options = options.subspan(length);
  }
  return std::nullopt;
}

}  // namespace icmpwire
