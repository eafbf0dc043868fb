#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "corpus/error.hh"
#include "indexer/options.hh"
#include "indexer/report.hh"

namespace limier::indexer {

/// Everything the indexer says, in one place: problems and progress on stderr, the summary on
/// stdout. Nothing from a document or a file name reaches a terminal unescaped.
class Console {
 public:
  explicit Console(const Options& options);

  /// `limier-indexer: PATH, line N: REASON` (line 0: no line).
  void problem(const std::string& path, std::size_t line, const std::string& reason);
  /// What only `--verbose` wants to know.
  void note(const std::string& message);
  void fatal(const corpus::Error& error);

  /// Shows how far the run is; draws at most ten times a second.
  void progress(const Report& report, std::size_t files_to_read, const std::string& path);
  /// What a run would do with a file: `new: PATH`.
  void planned(const char* what, const std::string& path);
  void summary(const Report& report);

 private:
  using Clock = std::chrono::steady_clock;

  void clear_progress();
  void say(const std::string& line);
  [[nodiscard]] double seconds() const;

  bool quiet_;
  bool verbose_;
  bool shows_progress_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_draw_ = start_ - std::chrono::seconds(1);
};

}  // namespace limier::indexer
