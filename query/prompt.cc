#include "query/prompt.hh"

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

namespace limier::query {
namespace {

constexpr int kHistoryLines = 1000;

volatile std::sig_atomic_t interrupted = 0;

/// Ctrl-C is noted while a line is edited; elsewhere it ends the program, as it always does.
class InterruptNote {
 public:
  InterruptNote() {
    interrupted = 0;
    struct sigaction note{};
    note.sa_handler = [](int) { interrupted = 1; };
    ::sigaction(SIGINT, &note, &before_);
  }
  ~InterruptNote() { ::sigaction(SIGINT, &before_, nullptr); }
  InterruptNote(const InterruptNote&) = delete;
  InterruptNote& operator=(const InterruptNote&) = delete;

 private:
  struct sigaction before_{};
};

/// The next byte that is typed. Readline's own function would go on with the line after Ctrl-C.
int next_byte(std::FILE* in) {
  while (true) {
    rl_check_signals();
    if (interrupted != 0) return '\n';
    unsigned char byte = 0;
    const ssize_t count = ::read(::fileno(in), &byte, 1);
    if (count == 1) return byte;
    if (count == 0 || errno != EINTR) return EOF;
  }
}

std::string history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (state != nullptr && *state == '/') return std::string(state) + "/limier/history";
  if (home != nullptr && *home == '/') return std::string(home) + "/.local/state/limier/history";
  return {};
}

}  // namespace

bool is_interactive() { return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0; }

Prompt::Prompt() : history_(history_file()) {
  // Texts are UTF-8 whatever the locale; without one Readline would take accents for Meta keys.
  if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1)
    std::setlocale(LC_CTYPE, "C.UTF-8");
  rl_readline_name = "limier-query";
  rl_getc_function = next_byte;
  // There are no files to complete.
  rl_inhibit_completion = 1;
  using_history();
  stifle_history(kHistoryLines);
  if (history_.empty()) return;
  // Lines are appended as they come: here is where the file is kept short.
  history_truncate_file(history_.c_str(), kHistoryLines);
  read_history(history_.c_str());
}

std::optional<std::string> Prompt::next() {
  const InterruptNote note;
  const std::unique_ptr<char, decltype(&std::free)> typed(readline("limier> "), &std::free);
  if (interrupted != 0) return std::string();
  if (typed == nullptr) {
    std::fputs("\n", stdout);
    return std::nullopt;
  }
  std::string line = typed.get();
  if (!line.empty() && line != last_) remember(line);
  return line;
}

/// A history that cannot be kept is no reason to trouble anybody.
void Prompt::remember(const std::string& line) {
  last_ = line;
  add_history(line.c_str());
  if (history_.empty() || append_history(1, history_.c_str()) == 0) return;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(history_).parent_path(), ignored);
  write_history(history_.c_str());
}

}  // namespace limier::query
