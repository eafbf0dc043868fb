#pragma once

#include <string>
#include <string_view>

#include <xapian.h>

namespace limier::corpus {

/// Stems French words: Snowball's stemmer, and before it the plurals and feminines that it leaves
/// apart (`travaux`, `élus`, `directrice`, `étrangère`, `française`).
class Stemmer {
 public:
  Stemmer() : snowball_("french") {}

  /// The stem of a word, folded. `accented` is a normalised spelling, see `normalise`, and `folded`
  /// the same without accents.
  std::string operator()(std::string_view accented, std::string_view folded);

 private:
  Xapian::Stem snowball_;
};

}  // namespace limier::corpus
