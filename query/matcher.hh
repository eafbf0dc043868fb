#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/french/chain.hh"

namespace limier::query {

/// One word of a query, and which words of a text it finds.
struct Slot {
  corpus::Word word;               ///< as typed
  std::vector<std::string> stems;  ///< with these stems, unless `literal`
  bool literal = false;            ///< only this spelling, not its inflections
  bool accents_matter = false;     ///< with `literal`: only with these accents
};

/// Whether `slot` finds `word`.
bool finds(const Slot& slot, const corpus::Word& word);

/// The smallest part of a query that a text holds or does not: a word, a phrase, or a compound.
struct Leaf {
  std::string typed;        ///< as the query has it
  std::vector<Slot> slots;  ///< words that stand one after the other
  /// `porte-parole` is also found where it is written as one word.
  std::vector<Slot> joined;  ///< one or none
  double idf = 0;            ///< inverse document frequency in the collection
  bool absent = false;       ///< no section can hold it
};

/// Where a text holds a leaf: bytes of the text, half-open.
struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t leaf = 0;
  bool exact = false;  ///< spelt as typed
};

/// Finds the leaves of a query in texts. Whatever highlights, checks a phrase or scores a passage
/// asks here.
class Matcher {
 public:
  /// Both must outlive the matcher.
  Matcher(const std::vector<Leaf>& leaves, corpus::Chain& chain);

  /// All matches in `text`, by `begin`.
  std::vector<Match> matches(std::string_view text);

 private:
  struct SlotRef {
    std::size_t leaf;
    std::size_t slot;  ///< of `slots`; `kJoined` for the joined form
  };
  static constexpr std::size_t kJoined = static_cast<std::size_t>(-1);

  const std::vector<SlotRef>& slots_for(const corpus::Word* word);
  bool is_found_by(const SlotRef& ref, const corpus::Word* word);
  void add_sequence(const std::vector<corpus::Token>& tokens, std::size_t at, std::size_t leaf,
                    std::vector<Match>& found);

  const std::vector<Leaf>& leaves_;
  corpus::Chain& chain_;
  std::unordered_map<const corpus::Word*, std::vector<SlotRef>> memory_;
};

}  // namespace limier::query
