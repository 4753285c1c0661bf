// Keys and descriptors, as the C run-time names them.
#include <conio.h>
#include <io.h>
#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

namespace {

// Standard input without lines and echo, if it is a terminal.
class KeyByKey {
 public:
  KeyByKey() : terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &now);
  }
  KeyByKey(const KeyByKey&) = delete;
  KeyByKey& operator=(const KeyByKey&) = delete;
  ~KeyByKey() {
    if (terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }

 private:
  termios before_{};
  const bool terminal_;
};

}  // namespace

int _getch(void) {
  const KeyByKey key_by_key;
  unsigned char octet = 0;
  return read(STDIN_FILENO, &octet, 1) == 1 ? octet : EOF;
}

int _kbhit(void) {
  const KeyByKey key_by_key;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, 0) > 0 ? 1 : 0;
}

int _commit(int fd) { return fsync(fd); }
