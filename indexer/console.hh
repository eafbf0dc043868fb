#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "indexer/options.hh"
#include "indexer/progress.hh"
#include "indexer/report.hh"
#include "indexer/report_file.hh"

namespace limier::indexer {

/// Everything the indexer says, in one place: problems and progress on stderr, the summary on
/// stdout, all of it in the file that `--report` names. Nothing from a document or a file name
/// reaches a terminal unescaped.
class Console {
 public:
  explicit Console(const Options& options);

  /// Begins the file that `--report` names, if any. Throws Error when it cannot be written.
  void open_report();

  /// `limier-indexer: PATH, line N: REASON` (line 0: no line).
  void problem(const std::string& path, std::size_t line, const std::string& reason);
  /// Only for the report: a file failed before and has not changed.
  void known_problem(const std::string& path, const std::string& reason);
  /// How a file was decoded.
  void decoded(const std::string& path, const corpus::Decoding& how);
  /// What only `--verbose` wants to know.
  void note(const std::string& message);
  void fatal(const corpus::Error& error);

  /// That files of so many bytes are going to be read.
  void expect(std::uint64_t bytes) { progress_.expect(bytes); }
  /// Shows how far the run is: `bytes` were read, of the file `path` last.
  void progress(std::size_t documents, std::uint64_t bytes, const std::string& path) {
    progress_.show(documents, bytes, path);
  }
  /// What a run would do with a file: `new: PATH`.
  void planned(const char* what, const std::string& path);
  void summary(const Report& report);
  /// What was asked for, on stdout.
  void say_result(const std::string& text);

  /// Ends the report; the exit code of the program.
  corpus::ExitCode close(corpus::ExitCode code);

 private:
  using Clock = std::chrono::steady_clock;

  void say(const std::string& line);
  [[nodiscard]] double seconds() const;
  [[nodiscard]] std::string decodings() const;

  const Options& options_;
  Progress progress_;
  std::optional<ReportFile> report_file_;
  Report report_;                                 ///< as of the summary
  std::string error_;                             ///< that was fatal
  std::map<std::string, std::size_t> encodings_;  ///< files, by encoding, UTF-8 apart
  std::size_t repaired_ = 0;                      ///< files
  Clock::time_point start_ = Clock::now();
};

}  // namespace limier::indexer
