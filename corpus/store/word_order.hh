#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace limier::corpus {

/// Where a form stands.
struct Occurrence {
  std::uint32_t position = 0;  ///< in words
  std::uint64_t form = 0;      ///< `form_hash` of its term

  auto operator<=>(const Occurrence&) const = default;
};

/// XXH3, 64 bits.
std::uint64_t form_hash(std::string_view term);

/// The order of a section's words, as a value. Xapian's own positions are a list for each word of
/// each section, which takes four times the room even without stop words. Here each word is a mark:
/// a hash of so few bits that it tells only the words of this section from each other.
///
/// One byte is the number of bits of a mark, one a seed with which no two forms get the same mark.
/// Then follow, for each occurrence in the order of positions, in Elias' gamma code 1 at the next
/// position, 2 at the same one, else the distance from the last one plus 1; and its mark; the
/// lowest bit first. The first is reckoned from position -1. Empty without occurrences.
std::string encode_word_order(std::vector<Occurrence> occurrences);

/// Words that stand one after the other.
class Phrase {
 public:
  /// Adds the next word, which stands as any of these form terms.
  void add_word(const std::vector<std::string>& terms);

  /// Whether the phrase stands in a section with this word order, which holds a form of each word.
  /// `holds` tells whether it holds a form term: one that it lacks may have the mark of another. In
  /// what is no word order nothing stands.
  [[nodiscard]] bool stands_in(std::string_view order,
                               const std::function<bool(const std::string& term)>& holds) const;

  /// Whether it stands in this section, of some database; the same holds for it.
  [[nodiscard]] bool stands_in(const Xapian::Document& section) const;

 private:
  struct Form {
    std::string term;
    std::uint64_t hash = 0;
  };

  /// `order` is without its head; `marks`, of so many bits each, are those of `forms_`.
  [[nodiscard]] bool is_found(std::string_view order, unsigned bits,
                              const std::vector<std::uint64_t>& marks) const;

  std::vector<Form> forms_;
  std::vector<std::size_t> ends_;  ///< of each word: one past the last of its forms
};

}  // namespace limier::corpus
