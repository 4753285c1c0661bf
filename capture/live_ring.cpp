#include "capture/live_ring.h"

#include <pcap/pcap.h>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include "capture/link.h"
#include "capture/system/error.h"
#include "capture/system/packet_socket.h"
#include "capture/system/privileges.h"
#include "capture/system/wait_set.h"

namespace icmpwire {
namespace {

Failure cannot_open(const std::string& device, Reason reason, std::string detail) {
  return Failure("open for capture", device, reason, std::move(detail));
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

Result<LinkType> usable_link_type(pcap_t* handle, const RingPlan& plan) {
  const std::string& device = plan.device;
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
  if (!plan.injects) return *link;
  if (auto size = link_header_size(*link); !size) return tl::unexpected(std::move(size).error());
  return *link;
}

// A compiled filter.
class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { pcap_freecode(&program_); }

  bool compile(pcap_t* handle, const std::string& filter) {
    return pcap_compile(handle, &program_, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
  }
  bool set(pcap_t* handle) { return pcap_setfilter(handle, &program_) == 0; }

  std::vector<FilterStep> steps() const {
    std::vector<FilterStep> steps;
    for (const bpf_insn& step : std::span(program_.bf_insns, program_.bf_len)) {
      steps.push_back({step.code, step.jt, step.jf, step.k});
    }
    return steps;
  }

 private:
  bpf_program program_{};
};

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
  pcap_set_promisc(handle, plan.promiscuous ? 1 : 0);
  pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(handle);
  if (status < 0) return tl::unexpected(activation_failure(handle, plan.device, status));

  auto link = usable_link_type(handle, plan);
  if (!link) return tl::unexpected(std::move(link).error());
  ring->link_ = *link;
  if (pcap_setnonblock(handle, 1, error.data()) != 0) {
    return tl::unexpected(cannot_open(plan.device, Reason::system, error.data()));
  }
  ring->descriptor_ = pcap_get_selectable_fd(handle);
  if (auto filtered = ring->filter(plan); !filtered) return tl::unexpected(std::move(filtered).error());
  return ring;
}

Result<void> LiveRing::filter(const RingPlan& plan) {
  pcap_t* handle = handle_.get();
  Program program;
  if (!program.compile(handle, plan.filter)) {
    return tl::unexpected(cannot_open(plan.device, Reason::bad_spec, pcap_geterr(handle)));
  }
  if (plan.shows == RingPlan::Shows::arrivals_and_ours) {
    const int error = take_departures(program.steps(), plan.loopback);
    return error == 0 ? Result<void>() : system_failure("set a filter on", plan.device, error);
  }
  if (!program.set(handle))
    return tl::unexpected(cannot_open(plan.device, Reason::system, pcap_geterr(handle)));
  const bool arrives = plan.shows == RingPlan::Shows::arrivals;
  pcap_setdirection(handle, arrives ? PCAP_D_IN : PCAP_D_OUT);
  if (arrives) ignore_outgoing(descriptor_);
  return {};
}

// Past libpcap, which would judge the first frame behind a new filter itself, and does not see the marks.
int LiveRing::take_departures(std::span<const FilterStep> filter, bool loopback) {
  if (const int error = attach_nothing(descriptor_); error != 0) return error;
  while (next()) continue;
  return attach_filter(descriptor_, with_departures(filter, loopback));
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
