// Clocks: the system's monotonic one, and the time of day.
#include <sys/timeb.h>
#include <windows.h>

#include <cerrno>
#include <chrono>

namespace {

std::chrono::nanoseconds since_start() { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace

ULONGLONG GetTickCount64(void) {
  return static_cast<ULONGLONG>(std::chrono::duration_cast<std::chrono::milliseconds>(since_start()).count());
}

DWORD GetTickCount(void) { return static_cast<DWORD>(GetTickCount64()); }

BOOL QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount) {
  lpPerformanceCount->QuadPart = since_start().count();
  return TRUE;
}

BOOL QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency) {
  lpFrequency->QuadPart = std::nano::den;
  return TRUE;
}

int localtime_s(struct tm* tmDest, const time_t* sourceTime) {
  if (tmDest == nullptr || sourceTime == nullptr) return EINVAL;
  return localtime_r(sourceTime, tmDest) != nullptr ? 0 : EINVAL;
}

void _ftime(struct _timeb* timeptr) {
  using namespace std::chrono;
  const auto now = floor<milliseconds>(system_clock::now());
  const auto second = floor<seconds>(now);
  timeptr->time = system_clock::to_time_t(second);
  timeptr->millitm = static_cast<unsigned short>((now - second).count());
  struct tm local {};
  localtime_r(&timeptr->time, &local);
  const long summer = local.tm_isdst > 0 ? 3600 : 0;
  timeptr->timezone = static_cast<short>((summer - local.tm_gmtoff) / 60);
  timeptr->dstflag = local.tm_isdst > 0 ? 1 : 0;
}
