#include "indexer/progress.hh"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"

namespace limier::indexer {
namespace {

constexpr double kMegabyte = 1e6;
constexpr std::chrono::milliseconds kRedrawn(100);
constexpr std::chrono::seconds kLines(5);
/// From then on the speed says something about the time that is left.
constexpr double kSecondsToJudge = 1;
constexpr std::size_t kLeastPathColumns = 10;

/// Columns of the terminal on stderr.
std::size_t terminal_width() {
  struct winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// `0:05`, `1:02:03`.
std::string clock_time(double seconds) {
  const auto all = static_cast<std::uint64_t>(seconds);
  const std::uint64_t minutes = all / 60 % 60;
  if (all < 3600) return fmt::format("{}:{:02}", minutes, all % 60);
  return fmt::format("{}:{:02}:{:02}", all / 3600, minutes, all % 60);
}

/// The beginning of `text` that is `width` columns wide, or its end.
std::string_view cut_columns(std::string_view text, std::size_t width, bool keep_end) {
  std::size_t left = corpus::display_width(text);
  if (left <= width) return text;
  const std::size_t drop = left - width;
  for (std::size_t at = 0, seen = 0; at < text.size();) {
    const std::size_t end = corpus::code_point_at(text, at).end;
    const std::size_t with_this = seen + corpus::display_width(text.substr(at, end - at));
    if (!keep_end && with_this > width) return text.substr(0, at);
    if (keep_end && seen >= drop) return text.substr(at);
    seen = with_this;
    at = end;
  }
  return keep_end ? std::string_view() : text;
}

}  // namespace

std::string progress_text(std::size_t documents, std::uint64_t bytes, std::uint64_t expected,
                          double seconds) {
  const double megabytes = static_cast<double>(bytes) / kMegabyte;
  std::string text =
      fmt::format("{} document{}, {:.1f} ", documents, documents == 1 ? "" : "s", megabytes);
  if (expected > 0) text += fmt::format("of {:.1f} ", static_cast<double>(expected) / kMegabyte);
  const double speed = megabytes / std::max(seconds, 0.001);
  text += fmt::format("MB, {:.1f} MB/s", speed);
  if (bytes < expected && bytes > 0 && seconds >= kSecondsToJudge)
    text += fmt::format(", {} left",
                        clock_time(static_cast<double>(expected - bytes) / kMegabyte / speed));
  return text;
}

std::string fit(const std::string& text, const std::string& path, std::size_t width) {
  const std::string shown = corpus::printable(path);
  const std::size_t used = corpus::display_width(text) + 2;
  const std::size_t room = used < width ? width - used : 0;
  if (corpus::display_width(shown) <= room) return fmt::format("{}  {}", text, shown);
  if (room < kLeastPathColumns) return std::string(cut_columns(text, width, false));
  return fmt::format("{}  …{}", text, cut_columns(shown, room - 1, true));
}

Progress::Progress(const Options& options) {
  const bool on_terminal = ::isatty(STDERR_FILENO) != 0;
  if (options.progress == When::always) way_ = Way::redrawn;
  if (options.progress != When::automatic || options.quiet) return;
  if (on_terminal) way_ = Way::redrawn;
  else if (options.verbose) way_ = Way::lines;
}

void Progress::expect(std::uint64_t bytes) {
  expected_ = bytes;
  start_ = Clock::now();
}

void Progress::show(std::size_t documents, std::uint64_t bytes, const std::string& path) {
  const Clock::time_point now = Clock::now();
  if (way_ == Way::none || now < next_) return;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string text = progress_text(documents, bytes, expected_, seconds);
  if (way_ == Way::redrawn) {
    next_ = now + kRedrawn;
    std::fputs(fmt::format("\r{}\x1b[K", fit(text, path, terminal_width() - 1)).c_str(), stderr);
    drawn_ = true;
  } else {
    next_ = now + kLines;
    const std::string line = fmt::format("{}; {}", text, path);
    std::fputs(fmt::format("limier-indexer: {}\n", corpus::printable(line)).c_str(), stderr);
  }
  std::fflush(stderr);
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace limier::indexer
