#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "indexer/options.hh"

namespace limier::indexer {

/// Shows on stderr how far a run is: on a terminal one line that is drawn again at most ten times a
/// second; elsewhere, and only with `--verbose`, a line every few seconds.
class Progress {
 public:
  explicit Progress(const Options& options);

  /// That so much is going to be read: files of so many bytes.
  void expect(std::uint64_t bytes);

  /// `bytes` were read so far, of the file `path` last.
  void show(std::size_t documents, std::uint64_t bytes, const std::string& path);

  /// Takes the line away, so that another can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Way { none, redrawn, lines };

  Way way_ = Way::none;
  bool drawn_ = false;
  std::uint64_t expected_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

/// What a progress line says, without the path: `12 documents, 0.5 of 2.0 MB, 0.1 MB/s, 0:15 left`.
/// `expected`: all bytes to read, 0 when that is not known.
std::string progress_text(std::size_t documents, std::uint64_t bytes, std::uint64_t expected,
                          double seconds);

/// `text` and as much of the end of `path` as `width` columns have room for.
std::string fit(const std::string& text, const std::string& path, std::size_t width);

}  // namespace limier::indexer
