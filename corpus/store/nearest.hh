#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace limier::corpus {

/// A word of the index that is spelt nearly like another.
struct NearWord {
  std::string accented;  ///< its most frequent normalised spelling
  double cost = 0;       ///< the edit distance, less for likelier slips and frequent words
};

/// The words of the index nearest to `folded`, the best first, at most `limit`: within one edit
/// (insertion, deletion, replacement, transposition), two for words of eight letters or more, of
/// which one at most among the first three letters. No stop words. Nothing for words of fewer than
/// four letters, or with anything but Latin letters in them: a number has no near number.
///
/// Walks over the sorted terms that begin nearly alike and leaves out whole prefixes that are too
/// far off, row by row of the distance matrix (Oommen and Loke's restricted transpositions).
std::vector<NearWord> nearest_words(const Xapian::Database& database, std::string_view folded,
                                    std::size_t limit);

}  // namespace limier::corpus
