#pragma once

#include <functional>
#include <map>
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

/// Forms that begin alike.
struct Completions {
  std::vector<LexiconForm> forms;
  std::size_t all = 0;  ///< how many there are, of which `forms` may be but some
};

/// The vocabulary of a database. It is nothing but terms of its sections: exact under deletion, the
/// same over shards, and reachable over remote ones. All spellings are folded unless said
/// otherwise. It speaks of one state of the database, and remembers what it was asked: over a
/// network each question is put to one shard after the other.
class Lexicon {
 public:
  explicit Lexicon(Xapian::Database database) : database_(std::move(database)) {}

  /// All forms with this folded spelling, the most frequent first; at most `kMaxForms`.
  [[nodiscard]] const std::vector<LexiconForm>& forms_of(std::string_view folded) const;

  /// The forms whose folded spelling begins with `folded` and that are no stop words, the most
  /// frequent first, at most `limit`.
  [[nodiscard]] Completions forms_beginning(std::string_view folded, std::size_t limit) const;

  /// The two parts of the compound whose joined form is `folded`, if a section has it with a hyphen
  /// or the like; two empty strings if none has.
  [[nodiscard]] std::pair<std::string, std::string> parts_of(std::string_view folded) const;

  /// Other spellings of the name `folded`, the most frequent first. Both must be names here: more
  /// often than not, their sections capitalise them within a sentence.
  [[nodiscard]] std::vector<std::string> variants_of(std::string_view folded) const;

  /// What an acronym stands for, the most frequent first; words with a space between.
  [[nodiscard]] std::vector<std::string> long_forms_of(std::string_view acronym) const;
  [[nodiscard]] std::vector<std::string> acronyms_of(std::string_view long_form) const;

  static constexpr std::size_t kMaxForms = 16;

 private:
  struct Pair {
    std::string right;
    Xapian::doccount sections = 0;
  };

  [[nodiscard]] std::vector<std::string> paired_with(
      std::string_view prefix, std::string_view left,
      const std::function<bool(const Pair& pair)>& wanted) const;
  [[nodiscard]] bool is_name(std::string_view folded, Xapian::doccount capitalised) const;

  [[nodiscard]] std::vector<LexiconForm> look_up(std::string_view folded) const;
  [[nodiscard]] std::vector<std::string> terms_of(std::string_view folded) const;

  /// Whether a section with `whole` has the two words `left` and `right` side by side; of each, the
  /// terms of its forms.
  [[nodiscard]] bool are_joined(const std::vector<std::string>& left,
                                const std::vector<std::string>& right,
                                const std::vector<std::string>& whole) const;

  Xapian::Database database_;
  mutable std::map<std::string, std::vector<LexiconForm>, std::less<>> known_;
};

}  // namespace limier::corpus
