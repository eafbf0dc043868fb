#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

namespace limier::corpus {

/// A form that the index holds.
struct LexiconForm {
  std::string term;               ///< the form term
  std::string accented;           ///< its normalised spelling
  Xapian::doccount sections = 0;  ///< that hold it
};

/// The vocabulary of a database, which is its form terms and nothing else: exact under deletion,
/// the same over shards, and reachable over remote ones.
class Lexicon {
 public:
  explicit Lexicon(Xapian::Database database) : database_(std::move(database)) {}

  /// All forms with this folded spelling, the most frequent first; at most `kMaxForms`.
  [[nodiscard]] std::vector<LexiconForm> forms_of(std::string_view folded) const;

  static constexpr std::size_t kMaxForms = 16;

 private:
  Xapian::Database database_;
};

}  // namespace limier::corpus
