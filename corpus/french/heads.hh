#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <string_view>

namespace limier::corpus {

/// How the words that are sought begin. Most other words are told from them by three bytes, before
/// anything is made of their spelling.
class Heads {
 public:
  Heads();

  /// Adds words: with this folded spelling or stem, or whose folded spelling begins so.
  void add(std::string_view folded);

  /// Whether `surface` may be one of them, as a text spells it.
  [[nodiscard]] bool may_hold(std::string_view surface) const;

 private:
  static constexpr std::size_t kLongest = 3;
  static constexpr std::size_t kLetters = 32;  ///< in either case; what is none is taken for one

  static std::size_t index_of(std::string_view letters);

  /// Of one letter, of two, of three: whether a word may begin so.
  std::array<std::bitset<kLetters * kLetters * kLetters>, kLongest> of_size_;
};

}  // namespace limier::corpus
