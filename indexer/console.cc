#include "indexer/console.hh"

#include <algorithm>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"

namespace limier::indexer {
namespace {

constexpr double kMegabyte = 1e6;
constexpr std::chrono::milliseconds kDrawInterval(100);

/// Columns of the terminal on stderr.
std::size_t terminal_width() {
  struct winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// `1 document`, `2 documents`.
std::string count(std::size_t number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string speed(const Report& report, double seconds) {
  const double megabytes = static_cast<double>(report.bytes) / kMegabyte;
  return fmt::format("{:.1f} MB in {:.1f} s ({:.1f} MB/s)", megabytes, seconds,
                     megabytes / std::max(seconds, 0.001));
}

std::string files_line(const Report& report) {
  std::string line;
  const auto add = [&](std::size_t number, const char* what) {
    if (number > 0) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", number, what);
  };
  add(report.files_new, "new");
  add(report.files_changed, "changed");
  add(report.files_removed, "removed");
  add(report.files_unchanged, "unchanged");
  add(report.skipped_binary, "binary");
  add(report.skipped_empty, "empty");
  add(report.skipped_hidden, "hidden");
  add(report.skipped_special, "neither file nor folder");
  add(report.known_problems, "with a known problem");
  return line.empty() ? "none" : line;
}

}  // namespace

Console::Console(const Options& options)
    : quiet_(options.quiet),
      verbose_(options.verbose),
      shows_progress_(options.progress == When::always ||
                      (options.progress == When::automatic && !options.quiet &&
                       ::isatty(STDERR_FILENO) != 0)) {}

double Console::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Console::say(const std::string& line) {
  clear_progress();
  std::fputs(fmt::format("limier-indexer: {}\n", corpus::printable(line)).c_str(), stderr);
}

void Console::problem(const std::string& path, std::size_t line, const std::string& reason) {
  say(line == 0 ? fmt::format("{}: {}", path, reason)
                : fmt::format("{}, line {}: {}", path, line, reason));
}

void Console::note(const std::string& message) {
  if (verbose_) say(message);
}

void Console::fatal(const corpus::Error& error) {
  say(error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint()));
}

void Console::clear_progress() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

void Console::progress(const Report& report, std::size_t files_to_read, const std::string& path) {
  if (!shows_progress_ || Clock::now() - last_draw_ < kDrawInterval) return;
  last_draw_ = Clock::now();
  const std::size_t done = report.files_new + report.files_changed;
  const std::string line = fmt::format("{}/{} files, {}, {}  {}", done, files_to_read,
                                       count(report.documents, "document"),
                                       speed(report, seconds()), corpus::printable(path));
  std::fputs(fmt::format("\r{}\x1b[K", corpus::cut_to(line, terminal_width() - 1)).c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void Console::planned(const char* what, const std::string& path) {
  std::fputs(fmt::format("{}: {}\n", what, corpus::printable(path)).c_str(), stdout);
}

void Console::summary(const Report& report) {
  clear_progress();
  if (quiet_) return;
  const std::string total = count(report.total_documents, "document");
  if (report.interrupted) {
    std::fputs(fmt::format("interrupted: {} written, the database holds {}; run again to go on\n",
                           count(report.documents, "document"), total)
                   .c_str(),
               stdout);
  } else if (!report.changed) {
    std::fputs(fmt::format("nothing changed: {}, files: {}; {:.1f} s\n", total, files_line(report),
                           seconds())
                   .c_str(),
               stdout);
  } else {
    std::fputs(fmt::format("{} indexed, {}; files: {}; the database holds {}\n",
                           count(report.documents, "document"), speed(report, seconds()),
                           files_line(report), total)
                   .c_str(),
               stdout);
  }
}

}  // namespace limier::indexer
