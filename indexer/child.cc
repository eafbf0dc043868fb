#include "indexer/child.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/error.hh"
#include "indexer/interrupt.hh"

namespace limier::indexer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLookMilliseconds = 100;

void write_line(int pipe, std::string line) {
  std::replace(line.begin(), line.end(), '\n', ' ');
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t count = ::write(pipe, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) std::_Exit(EXIT_FAILURE);  // the parent is gone
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

[[noreturn]] void be_child(const std::function<void(const Tell&)>& work, int pipe) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    work([pipe](const std::string& line) { write_line(pipe, line); });
  } catch (const std::exception& error) {
    write_line(pipe, error.what());
    std::_Exit(EXIT_FAILURE);
  } catch (const Xapian::Error& error) {  // is no std::exception
    write_line(pipe, error.get_msg());
    std::_Exit(EXIT_FAILURE);
  }
  // No destructor and no handler of the parent's may run here.
  std::_Exit(EXIT_SUCCESS);
}

/// The child and the reading end of its pipe.
class Child {
 public:
  explicit Child(const std::function<void(const Tell&)>& work) {
    int ends[2];
    if (::pipe(ends) != 0) throw corpus::Error(std::strerror(errno));
    pid_ = ::fork();
    if (pid_ == 0) be_child(work, ends[1]);
    ::close(ends[1]);
    pipe_ = ends[0];
    if (pid_ < 0) throw corpus::Error(std::strerror(errno));
  }
  ~Child() {
    end();
    ::close(pipe_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits a moment for lines and hands them on; false at the end of them. `heard`: there were any.
  bool listen(const Tell& take, bool& heard) {
    struct pollfd stream{pipe_, POLLIN, 0};
    heard = ::poll(&stream, 1, kLookMilliseconds) > 0;
    if (!heard) return true;
    char buffer[4096];
    const ssize_t count = ::read(pipe_, buffer, sizeof buffer);
    if (count <= 0) return count < 0 && errno == EINTR;
    text_.append(buffer, static_cast<std::size_t>(count));
    for (std::size_t end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
      if (end > 0) take(text_.substr(0, end));
      text_.erase(0, end + 1);
    }
    return true;
  }

  /// Waits for the child, whose pipe has ended; its status.
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  void end() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
  std::string text_;
};

}  // namespace

std::string run_in_child(const std::function<void(const Tell&)>& work, const Tell& take,
                         std::chrono::seconds patience) {
  Child child(work);
  Clock::time_point last = Clock::now();
  bool heard = false;
  while (child.listen(take, heard)) {
    if (interrupted()) throw Interrupted();
    if (heard) last = Clock::now();
    else if (Clock::now() - last > patience)
      return fmt::format("hangs: nothing for {} s", patience.count());
  }
  const int status = child.wait();
  if (WIFSIGNALED(status)) return fmt::format("crashes (signal {})", WTERMSIG(status));
  return WEXITSTATUS(status) == EXIT_SUCCESS ? std::string() : "cannot be read";
}

}  // namespace limier::indexer
