#pragma once

#include <cstddef>
#include <cstring>
#include <istream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/reading/read_some.hh"

namespace limier::corpus {

/// The lines of a stream, in a memory that does not grow with it.
class LineReader {
 public:
  LineReader(std::istream& in, std::size_t most_mebibytes)
      : in_(in), most_bytes_(most_mebibytes << 20U), buffer_(std::size_t{1} << 18U) {}

  /// Reads the next line without its end into `line`; false when there is none. A line over the
  /// limit is read to its end, but not kept.
  bool next(std::string& line) {
    line.clear();
    too_long_ = false;
    while (begin_ < end_ || fill()) {
      const char* rest = buffer_.data() + begin_;
      const auto* found = static_cast<const char*>(std::memchr(rest, '\n', end_ - begin_));
      const auto size = found == nullptr ? end_ - begin_ : static_cast<std::size_t>(found - rest);
      append(line, {rest, size});
      begin_ += size + (found == nullptr ? 0 : 1);
      any_ = found == nullptr;
      if (found != nullptr) return ++number_ > 0;
    }
    if (!std::exchange(any_, false)) return false;
    return ++number_ > 0;
  }

  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] bool too_long() const { return too_long_; }

 private:
  bool fill() {
    begin_ = end_ = 0;
    end_ = read_some(in_, buffer_.data(), buffer_.size());
    return end_ > 0;
  }

  void append(std::string& line, std::string_view part) {
    too_long_ = too_long_ || line.size() + part.size() > most_bytes_;
    if (too_long_) {
      std::string().swap(line);
    } else {
      line.append(part);
    }
  }

  std::istream& in_;
  std::size_t most_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t number_ = 0;
  bool any_ = false;  ///< a last line without an end
  bool too_long_ = false;
};

}  // namespace limier::corpus
