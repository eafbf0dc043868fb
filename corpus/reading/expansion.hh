#pragma once

#include <cstddef>

#include <fmt/format.h>

#include "corpus/error.hh"

namespace limier::corpus {

/// How much may come out of a file: no more than `kMost` times of what went in, beyond an
/// allowance. A bomb of a few kilobytes makes gigabytes; text becomes 3 to 20 times as long. Shared
/// by archives within archives.
class Expansion {
 public:
  static constexpr std::size_t kMost = 300;
  static constexpr std::size_t kAllowance = std::size_t{16} << 20U;

  void take_in(std::size_t bytes) { in_ += bytes; }

  /// Throws Error when it is too much.
  void give_out(std::size_t bytes) {
    out_ += bytes;
    if (is_over())
      throw Error(fmt::format("expands to more than {} times its size", kMost),
                  "if it is no bomb, expand it first");
  }

  [[nodiscard]] bool is_over() const { return out_ > kAllowance + in_ * kMost; }

 private:
  std::size_t in_ = 0;
  std::size_t out_ = 0;
};

}  // namespace limier::corpus
