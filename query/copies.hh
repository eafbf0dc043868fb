#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

namespace limier::query {

/// A section that matches, as Xapian ranks it.
struct RankedSection {
  Xapian::docid id = 0;
  double weight = 0;
  Xapian::Document stored;
  std::string key;          ///< of its document, or empty where it was not read: see `key_of`
  std::size_t similar = 0;  ///< near-copies of its document that were folded into it
};

/// The key of a section's document.
std::string key_of(const RankedSection& section);

/// Sections that are read to find the copies of those that are shown, which stand near them: of the
/// copies that a hundred tell, nine in ten. Each takes a block that is read for nothing else.
inline constexpr std::size_t kReadForCopies = 40;

/// Folds each document of a ranked list that holds nearly the same text as one before it into the
/// first such. What is left does not depend on how long the list is: a longer one only adds to it,
/// and to the copies that are counted.
void fold_copies(std::vector<RankedSection>& sections, const Xapian::Database& database);

}  // namespace limier::query
