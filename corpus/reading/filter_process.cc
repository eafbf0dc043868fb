#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/filter.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook(100);
constexpr std::size_t kMaxComplaintBytes = 200;
constexpr int kCannotRun = 127;

/// A pipe whose ends close themselves.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_, O_CLOEXEC) != 0) throw Error(std::strerror(errno));
  }
  ~Pipe() {
    close(0);
    close(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int reading_end() const { return ends_[0]; }
  [[nodiscard]] int writing_end() const { return ends_[1]; }
  void close(int end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

  /// Appends what there is to `text`, as much of it as fits; false at the end.
  bool read_into(std::string& text, std::size_t most) {
    char buffer[65536];
    const ssize_t count = ::read(ends_[0], buffer, sizeof buffer);
    if (count < 0) return errno == EINTR;
    text.append(buffer, std::min(static_cast<std::size_t>(count), most - text.size()));
    return count > 0;
  }

 private:
  int ends_[2] = {-1, -1};
};

void limit(int resource, std::size_t value) {
  const struct rlimit both{value, value};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

/// A filter at work. Whatever happens, it and all that it started are gone in the end.
class Process {
 public:
  Process(std::vector<std::string>& words, int file, const FilterLimits& limits)
      : pid_(start(words, file, limits)) {
    ::setpgid(pid_, pid_);
    out_.close(1);
    err_.close(1);
  }
  ~Process() { end(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Takes what comes out, waiting a moment for it; false once all has come and the filter ended.
  bool step(std::string& output, std::size_t most_output) {
    struct pollfd streams[2] = {{out_.reading_end(), POLLIN, 0}, {err_.reading_end(), POLLIN, 0}};
    const bool any_open = out_.reading_end() >= 0 || err_.reading_end() >= 0;
    if (any_open) {
      ::poll(streams, 2, static_cast<int>(kLook.count()));
      if (streams[0].revents != 0 && !out_.read_into(output, most_output)) out_.close(0);
      if (streams[1].revents != 0 && !err_.read_into(complaint_, kMaxComplaintBytes)) err_.close(0);
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    // What it started may live on and hold the pipes.
    if (!ended_ && has_ended()) ::kill(-pid_, SIGKILL);
    return any_open || !ended_;
  }

  /// Kills all that is left and takes the filter's status.
  int end() {
    if (pid_ > 0) {
      ::kill(-pid_, SIGKILL);
      while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
      }
      pid_ = -1;
    }
    return status_;
  }

  [[nodiscard]] std::string complaint() const {
    return one_line(complaint_.substr(0, complaint_.find('\n')));
  }

 private:
  [[nodiscard]] pid_t start(std::vector<std::string>& words, int file,
                            const FilterLimits& limits) const {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) throw Error(std::strerror(errno));
    if (pid == 0) become(arguments.data(), file, limits);
    return pid;
  }

  /// In the child: only what a signal handler may call, since the parent may have other threads.
  [[noreturn]] void become(char** arguments, int file, const FilterLimits& limits) const {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<std::size_t>(limits.time.count()));
    limit(RLIMIT_DATA, limits.memory_bytes);
    limit(RLIMIT_FSIZE, limits.output_bytes);
    const bool ready = ::dup2(file, STDIN_FILENO) >= 0 && ::lseek(STDIN_FILENO, 0, SEEK_SET) == 0 &&
                       ::dup2(out_.writing_end(), STDOUT_FILENO) >= 0 &&
                       ::dup2(err_.writing_end(), STDERR_FILENO) >= 0;
    if (ready) ::execvp(arguments[0], arguments);
    ::_exit(kCannotRun);
  }

  /// Whether the filter itself has ended; it stays there to be asked for its status.
  bool has_ended() {
    siginfo_t info{};
    ended_ = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
             info.si_pid == pid_;
    return ended_;
  }

  Pipe out_;
  Pipe err_;
  pid_t pid_;
  int status_ = 0;
  bool ended_ = false;
  std::string complaint_;
};

std::string failure(const std::string& command, int status, const std::string& complaint) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == kCannotRun && complaint.empty())
    return fmt::format("{}: cannot be run", command);
  std::string reason = WIFSIGNALED(status)
                           ? fmt::format("{}: killed by signal {}", command, WTERMSIG(status))
                           : fmt::format("{}: exit status {}", command, WEXITSTATUS(status));
  if (!complaint.empty()) reason += ": " + complaint;
  return reason;
}

}  // namespace

std::string run(const Filter& filter, int file, const std::string& name, Sink& sink,
                const FilterLimits& limits) {
  std::vector<std::string> words = filter.command;
  for (std::string& word : words) {
    const std::size_t place = word.find("{}");
    if (place != std::string::npos) word.replace(place, 2, name);
  }
  const std::string& command = filter.command.front();
  const Clock::time_point deadline = Clock::now() + limits.time;
  Process process(words, file, limits);
  std::string output;
  Clock::time_point last_wait = Clock::now();
  while (process.step(output, limits.output_bytes + 1)) {
    if (output.size() > limits.output_bytes)
      throw Error(fmt::format("{}: wrote more than {} MiB", command, limits.output_bytes >> 20U));
    const Clock::time_point now = Clock::now();
    if (now > deadline)
      throw Error(fmt::format("{}: took longer than {} s", command, limits.time.count()));
    if (now - last_wait < kLook) continue;
    last_wait = now;
    sink.wait();
  }
  const int status = process.end();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(failure(command, status, process.complaint()));
  return output;
}

}  // namespace limier::corpus
