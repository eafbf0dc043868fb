#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>

#include "indexer/scan.hh"

namespace limier::indexer {

/// A file that is open for reading, its content hashed already.
///
/// Opened so that a pipe or a device that took the file's place is refused, not waited for.
class InputFile {
 public:
  /// Throws Error when `path` cannot be opened or read, or is not a regular file.
  explicit InputFile(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// 16 bytes.
  [[nodiscard]] const std::string& hash() const { return hash_; }
  [[nodiscard]] std::istream& stream() { return *stream_; }

  /// How much of the file the reader has taken.
  [[nodiscard]] std::uint64_t bytes_read() const;

  /// Whether its content still is what it was in `state`.
  [[nodiscard]] bool is_still(const FileState& state) const;

 private:
  void read_hash();

  int descriptor_;
  std::string hash_;
  std::unique_ptr<std::streambuf> buffer_;
  std::unique_ptr<std::istream> stream_;
};

/// Reads standard input. Throws Interrupted, even in the middle of waiting, once `interrupted()`.
std::unique_ptr<std::streambuf> standard_input();

}  // namespace limier::indexer
