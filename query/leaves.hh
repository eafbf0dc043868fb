#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "query/matcher.hh"
#include "query/slots.hh"
#include "query/synonyms.hh"

namespace limier::query {

/// How far a query may be taken beyond what is typed.
struct LeafOptions {
  bool variants = true;     ///< other spellings of names, acronyms and their long forms
  bool corrections = true;  ///< near words for one that the database does not hold
  const Synonyms* synonyms = nullptr;
};

/// Makes the leaves of queries, and adds the ways in which a text may hold them besides the typed
/// one.
class LeafMaker {
 public:
  LeafMaker(const Xapian::Database& database, corpus::Chain& chain, const LeafOptions& options)
      : database_(database), slots_(database, chain), chain_(chain), options_(options) {}

  /// A word of `text`, or a compound: its parts and its joined form.
  Leaf word(std::span<const corpus::Token> tokens, std::string_view text, bool excluded);

  /// What stands between quotation marks; without ways if there is no word in it.
  Leaf phrase(const std::string& text, bool excluded);

  /// What words that stand side by side, each a leaf of its own, mean together: an acronym, a
  /// synonym. `typed_idf` is the weight of the rarest of them. Without ways if they mean nothing.
  Leaf group(std::span<const corpus::Token> tokens, std::string_view text, double typed_idf);

  /// The words that begin with `text`, at most `limit` of them; the parts of a compound that go
  /// before its last one stand there whole. Without ways if there is no word in it.
  Leaf prefix(const std::string& text, bool excluded, std::size_t limit);

  /// What looks up the words of its leaves.
  [[nodiscard]] SlotMaker& slots() { return slots_; }

 private:
  void add_hyphenations(const std::vector<corpus::Token>& tokens, Leaf& leaf);
  void widen(Leaf& leaf, const std::string& words);
  void widen_parts(Leaf& leaf, const std::vector<Slot>& parts);
  void correct(Leaf& leaf);
  void add_words(Leaf& leaf, const std::string& words, Origin origin, bool inflected);
  void weigh(Leaf& leaf);

  const Xapian::Database& database_;
  SlotMaker slots_;
  corpus::Chain& chain_;
  const LeafOptions& options_;
};

}  // namespace limier::query
