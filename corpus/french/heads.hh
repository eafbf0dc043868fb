#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>

namespace limier::corpus {

/// How the words that are sought begin. Most other words are told from them by two bytes, before
/// anything is made of their spelling.
class Heads {
 public:
  Heads();

  /// Adds words: with this folded spelling or stem, or whose folded spelling begins so.
  void add(std::string_view folded);

  /// Whether `surface` may be one of them, as a text spells it.
  [[nodiscard]] bool may_hold(std::string_view surface) const;

 private:
  std::bitset<1U << 7U> first_;
  std::bitset<1U << 14U> both_;  ///< by the first letter, then the second
};

}  // namespace limier::corpus
