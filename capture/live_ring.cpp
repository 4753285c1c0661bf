#include "capture/live_ring.h"

#include <pcap/pcap.h>

#include <array>
#include <cerrno>
#include <utility>

#include "capture/link.h"
#include "capture/system/packet_socket.h"
#include "capture/system/privileges.h"
#include "capture/system/wait_set.h"

namespace icmpwire {
namespace {

// How long a full send queue may take to make room.
constexpr Nanos patience = std::chrono::milliseconds(200);

Failure cannot_open(const std::string& device, Reason reason, std::string detail) {
  Failure failure;
  failure.operation = "open for capture";
  failure.object = device;
  failure.reason = reason;
  failure.detail = std::move(detail);
  return failure;
}

Failure activation_failure(pcap_t* handle, const std::string& device, int status) {
  switch (status) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      return no_raw_packets("open for capture", device);
    case PCAP_ERROR_NO_SUCH_DEVICE:
      return cannot_open(device, Reason::no_such_device, "there is no such device");
    case PCAP_ERROR_IFACE_NOT_UP: {
      Failure failure = cannot_open(device, Reason::device_down, "the device is down");
      failure.instead = "sudo ip link set " + device + " up";
      return failure;
    }
    default: {
      const std::string words = pcap_geterr(handle);
      return cannot_open(device, Reason::system, words.empty() ? pcap_statustostr(status) : words);
    }
  }
}

// libpcap's numbers for link types (DLT_...) are not all the registry's.
std::optional<LinkType> link_type_of(int number) {
  switch (number) {
    case DLT_EN10MB:
      return LinkType::ethernet;
    case DLT_RAW:
      return LinkType::raw;
    case DLT_IPV4:
      return LinkType::ipv4;
    case DLT_NULL:
      return LinkType::null_loopback;
    case DLT_LOOP:
      return LinkType::loop;
    case DLT_LINUX_SLL:
      return LinkType::linux_sll;
    default:
      return std::nullopt;
  }
}

Result<LinkType> usable_link_type(pcap_t* handle, const std::string& device) {
  const int number = pcap_datalink(handle);
  const auto link = link_type_of(number);
  if (!link) {
    const char* name = pcap_datalink_val_to_name(number);
    Failure failure =
        cannot_open(device, Reason::unsupported,
                    "its link type " + std::string(name != nullptr ? name : "?") + " is not known here");
    failure.needs = "needs a device with Ethernet, loopback or raw frames";
    return tl::unexpected(std::move(failure));
  }
  if (auto size = link_header_size(*link); !size) return tl::unexpected(std::move(size).error());
  return *link;
}

Result<void> set_filter(pcap_t* handle, const RingPlan& plan) {
  bpf_program program{};
  const int compiled = pcap_compile(handle, &program, plan.filter.c_str(), 1, PCAP_NETMASK_UNKNOWN);
  const int set = compiled == 0 ? pcap_setfilter(handle, &program) : compiled;
  if (compiled == 0) pcap_freecode(&program);
  if (set == 0) return {};
  return tl::unexpected(cannot_open(plan.device, Reason::system, pcap_geterr(handle)));
}

}  // namespace

void LiveRing::Close::operator()(pcap* handle) const { pcap_close(handle); }

Result<std::unique_ptr<LiveRing>> LiveRing::open(const RingPlan& plan) {
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  std::unique_ptr<LiveRing> ring(new LiveRing());
  ring->handle_.reset(pcap_create(plan.device.c_str(), error.data()));
  pcap_t* handle = ring->handle_.get();
  if (handle == nullptr) return tl::unexpected(cannot_open(plan.device, Reason::system, error.data()));
  pcap_set_snaplen(handle, static_cast<int>(plan.longest));
  pcap_set_buffer_size(handle, static_cast<int>(plan.octets));
  pcap_set_immediate_mode(handle, 1);
  pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(handle);
  if (status < 0) return tl::unexpected(activation_failure(handle, plan.device, status));

  auto link = usable_link_type(handle, plan.device);
  if (!link) return tl::unexpected(std::move(link).error());
  ring->link_ = *link;
  if (auto filtered = set_filter(handle, plan); !filtered) return tl::unexpected(std::move(filtered).error());
  if (pcap_setnonblock(handle, 1, error.data()) != 0) {
    return tl::unexpected(cannot_open(plan.device, Reason::system, error.data()));
  }
  pcap_setdirection(handle, PCAP_D_IN);
  ring->descriptor_ = pcap_get_selectable_fd(handle);
  ignore_outgoing(ring->descriptor_);
  return ring;
}

std::optional<LiveRing::Packet> LiveRing::next() {
  pcap_pkthdr* header = nullptr;
  const u_char* octets = nullptr;
  const int status = pcap_next_ex(handle_.get(), &header, &octets);
  failed_ = status < 0;
  if (status == 1) {
    // With nanosecond precision tv_usec counts nanoseconds.
    const Nanos stamp = std::chrono::seconds(header->ts.tv_sec) + Nanos(header->ts.tv_usec);
    return Packet{{octets, header->caplen}, header->len, stamp};
  }
  return std::nullopt;
}

bool LiveRing::is_gone() const { return !has_device(descriptor_); }

int LiveRing::inject(Bytes frame) {
  for (bool was_down = false;;) {
    if (pcap_inject(handle_.get(), frame.data(), frame.size()) >= 0) return 0;
    const int error = errno;
    // The first injection after the device was down may tell of that, although it is up.
    const bool again = error == ENETDOWN ? !std::exchange(was_down, true)
                                         : error == EAGAIN && wait_until_writable(descriptor_, patience);
    if (!again) return error;
  }
}

std::uint64_t LiveRing::dropped() {
  pcap_stat statistics{};
  return pcap_stats(handle_.get(), &statistics) == 0 ? statistics.ps_drop : 0;
}

}  // namespace icmpwire
