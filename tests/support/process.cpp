#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace icmpwire::test {
namespace {

std::array<int, 2> open_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
  return ends;
}

std::vector<char*> pointers(const Words& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

Words with_environment(const Words& more) {
  Words all = more;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::string_view(*entry).substr(0, 8) != "ICMPWIRE") all.emplace_back(*entry);
  }
  return all;
}

// False at the end of it.
bool read_some(int descriptor, std::string& text) {
  std::array<char, 4096> block{};
  const ssize_t count = read(descriptor, block.data(), block.size());
  if (count > 0) text.append(block.data(), static_cast<std::size_t>(count));
  return count > 0;
}

// An unlinked file, so that neither side ever waits for the other.
int input_of(const std::string& text) {
  std::FILE* file = std::tmpfile();
  if (file == nullptr) throw std::runtime_error("tmpfile failed");
  std::fwrite(text.data(), 1, text.size(), file);
  std::rewind(file);
  const int descriptor = dup(fileno(file));
  std::fclose(file);
  return descriptor;
}

}  // namespace

Process::Process(const Words& arguments, const std::string& input, const Words& environment) {
  Words words = {ICMPWIRE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Words variables = with_environment(environment);
  const auto argument_pointers = pointers(words);
  const auto variable_pointers = pointers(variables);
  const int in = input_of(input);
  const auto out = open_pipe();
  const auto error = open_pipe();
  process_ = fork();
  if (process_ == 0) {
    dup2(in, STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(error[1], STDERR_FILENO);
    execve(words.front().c_str(), argument_pointers.data(), variable_pointers.data());
    _exit(127);
  }
  for (const int descriptor : {in, out[1], error[1]}) close(descriptor);
  if (process_ < 0) throw std::runtime_error("fork failed");
  out_ = out[0];
  error_ = error[0];
}

Process::~Process() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  close(out_);
  close(error_);
}

void Process::signal(int number) const { kill(process_, number); }

std::optional<std::string> Process::read_line_of(int descriptor) {
  std::string line;
  char character = 0;
  while (read(descriptor, &character, 1) == 1) {
    if (character == '\n') return line;
    line += character;
  }
  if (line.empty()) return std::nullopt;
  return line;
}

Ran Process::finish() {
  Ran ran;
  std::array<pollfd, 2> both = {{{out_, POLLIN, 0}, {error_, POLLIN, 0}}};
  while ((both[0].fd >= 0 || both[1].fd >= 0) && poll(both.data(), both.size(), -1) > 0) {
    if (both[0].revents != 0 && !read_some(out_, ran.out)) both[0].fd = -1;
    if (both[1].revents != 0 && !read_some(error_, ran.error)) both[1].fd = -1;
  }
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return ran;
}

Ran run_program(const Words& arguments, const std::string& input, const Words& environment) {
  return Process(arguments, input, environment).finish();
}

}  // namespace icmpwire::test
