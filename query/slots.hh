#pragma once

#include <cstddef>
#include <string>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/store/lexicon.hh"
#include "query/matcher.hh"

namespace limier::query {

/// Looks words up in the lexicon of a database: which of its stems and spellings a typed word
/// means, and how many sections hold them.
class SlotMaker {
 public:
  SlotMaker(const Xapian::Database& database, corpus::Chain& chain)
      : database_(database), lexicon_(database), chain_(chain) {}

  [[nodiscard]] const corpus::Lexicon& lexicon() const { return lexicon_; }

  /// `word`, or the stop word that it is without its accents (`meme`) if the index knows no other.
  corpus::Word resolve(const corpus::Word& word);

  /// A word that is found in every inflection, with or without its accents.
  Slot inflected(const corpus::Word& typed);

  /// A word that is found as it is, with or without its accents.
  Slot literal(const corpus::Word& word);

  /// The words that begin with one, at most `limit` of them. Adds to `all` how many there are, if
  /// that is more.
  Slot completed(const corpus::Word& word, std::size_t limit, std::size_t& all);

  /// The sections that hold it; too many where several of its terms share a section.
  [[nodiscard]] double frequency(const Slot& slot) const;

  /// Robertson and Spärck Jones' inverse document frequency of what `sections` hold, kept positive
  /// as Lucene does.
  [[nodiscard]] double idf(double sections) const;

 private:
  const Xapian::Database& database_;
  corpus::Lexicon lexicon_;
  corpus::Chain& chain_;
};

}  // namespace limier::query
