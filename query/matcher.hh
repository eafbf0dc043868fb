#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/french/chain.hh"
#include "corpus/store/lexicon.hh"
#include "corpus/store/record.hh"

namespace limier::query {

/// One word of a query, and which words of a text it finds.
struct Slot {
  corpus::Word word;                       ///< as typed
  std::vector<std::string> stems;          ///< with these stems, unless `literal`
  bool literal = false;                    ///< only this spelling, not its inflections
  bool accents_matter = false;             ///< with `literal`: only with these accents
  bool prefix = false;                     ///< whatever begins so and is no stop word
  std::vector<corpus::LexiconForm> forms;  ///< of the index: with its letters, or `prefix`'s
};

/// Whether `slot` finds `word`.
bool finds(const Slot& slot, const corpus::Word& word);

/// Why a text may hold a leaf in another way than typed.
enum class Origin : std::uint8_t {
  typed,       ///< it is the typed one
  joined,      ///< a compound written as one word
  variant,     ///< another spelling of a name
  acronym,     ///< an acronym, or what it stands for
  synonym,     ///< from the user's file
  correction,  ///< for a word that the index does not hold
};

/// Whether a way is the typed one, in one word or several.
constexpr bool is_as_typed(Origin origin) {
  return origin == Origin::typed || origin == Origin::joined;
}

/// One way in which a text can hold a leaf: words that stand one after the other.
struct Way {
  std::vector<Slot> slots;
  Origin origin = Origin::typed;
  double idf = 0;     ///< inverse document frequency of its rarest word; 0 if a word is absent
  std::string shown;  ///< how to name it to the user; empty for the typed way
};

/// The smallest part of a query that a text holds or does not: a word, a phrase, or a compound.
struct Leaf {
  std::string typed;            ///< as the query has it
  std::vector<Way> ways;        ///< the first is the typed one, except in a group
  double idf = 0;               ///< inverse document frequency in the collection
  double typed_idf = 0;         ///< of the typed way, which the other ways must not outweigh
  bool group = false;           ///< holds what words that are leaves of their own mean together
  bool absent = false;          ///< no section can hold it in any way
  bool excluded = false;        ///< what holds it is not wanted: only the typed way counts
  std::size_t completions = 0;  ///< of a prefix: words that begin so, even where less are sought
};

/// Where a text holds a leaf: bytes of the text, half-open.
struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t leaf = 0;
  std::size_t way = 0;
  bool exact = false;          ///< spelt as typed
  bool typed = true;           ///< in the typed way, if in another inflection
  std::uint32_t position = 0;  ///< of its first word
  std::uint32_t last = 0;      ///< position of its last word
};

/// Leaves that must stand near each other.
struct Near {
  std::vector<std::size_t> leaves;
  std::vector<unsigned> distances;  ///< from each to the next, in words: 1 for neighbours
};

/// Finds the leaves of a query in texts; those that must stand near each other, only where they do.
/// Whatever highlights, checks a phrase or scores a passage asks here.
class Matcher {
 public:
  /// All must outlive the matcher.
  Matcher(const std::vector<Leaf>& leaves, const std::vector<Near>& nears, corpus::Chain& chain);

  /// All matches in `text`, by `begin`.
  std::vector<Match> matches(std::string_view text);

  /// The same in a section's text, but for what of it is set aside.
  std::vector<Match> matches(const corpus::Record& section);

 private:
  struct SlotRef {
    std::size_t leaf;
    std::size_t way;
    std::size_t slot;
    bool operator==(const SlotRef&) const = default;
  };

  std::vector<Match> matches(const std::vector<corpus::Token>& tokens);
  [[nodiscard]] std::vector<SlotRef> look_up(const corpus::Word& word) const;
  const std::vector<SlotRef>& slots_for(const corpus::Word* word);
  bool is_found_by(const SlotRef& ref, const corpus::Word* word);
  void add_match(const std::vector<corpus::Token>& tokens, std::size_t at, const SlotRef& first,
                 std::vector<Match>& found);
  static void keep_near(const Near& near, std::vector<Match>& found);

  const std::vector<Leaf>& leaves_;
  const std::vector<Near>& nears_;
  corpus::Chain& chain_;
  corpus::Heads heads_;
  std::unordered_map<const corpus::Word*, std::vector<SlotRef>> known_;
};

}  // namespace limier::query
