#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "corpus/store/paragraphs.hh"

namespace limier::corpus {

/// In how many documents a paragraph must recur to be boilerplate of a collection of `documents`:
/// half their square root, 3 at least. What recurs in fewer is mostly content: the same sentence in
/// articles of a law, the same heading, a quotation.
std::uint64_t recurrences_needed(std::uint64_t documents);

/// The paragraphs of one document, all sections together.
struct DocumentParagraphs {
  std::uint64_t mass = 0;
  std::vector<Paragraph> some;

  /// Whether those that `is_one` names by their hash weigh more than three quarters of all.
  template <typename Predicate>
  [[nodiscard]] bool is_mostly(const Predicate& is_one) const {
    std::uint64_t sum = 0;
    for (const Paragraph& paragraph : some)
      if (is_one(paragraph.hash)) sum += mass_of(paragraph.bytes);
    return 4 * sum > 3 * mass;
  }
};

/// What of a collection is boilerplate: a function of the collection alone, whatever its history.
///
/// 1. A paragraph *recurs* when as many documents hold it as `recurrences_needed` says.
/// 2. A document that mostly recurs, more than three quarters of it, is a *copy* of others, or next
///    to it: ten sites that print one wire story. What it holds counts no more.
/// 3. A paragraph is *boilerplate* when as many documents that are no copies hold it.
/// 4. It is set aside wherever it stands, but in a document that is mostly boilerplate none is: no
///    document loses more than three quarters.
class Boilerplate {
 public:
  /// Of the documents of all `parts` together.
  explicit Boilerplate(const std::vector<Xapian::Database>& parts);

  /// A document of which a section sets aside something else than it should.
  struct Outdated {
    std::size_t part = 0;
    std::vector<Xapian::docid> sections;  ///< all of them, in their order
    bool keeps_all = false;               ///< nothing is to be set aside in it
  };
  [[nodiscard]] const std::vector<Outdated>& outdated() const { return outdated_; }

  /// Whether a paragraph is to be set aside in a document.
  [[nodiscard]] bool is_set_aside(std::uint64_t hash, const Outdated& document) const {
    return !document.keeps_all && found_.contains(hash);
  }

  /// Where a paragraph is set aside.
  struct Recurrence {
    std::uint64_t documents = 0;
    std::size_t part = 0;
    Xapian::docid section = 0;  ///< one of those that hold it
  };
  /// By the paragraph's hash.
  [[nodiscard]] const std::unordered_map<std::uint64_t, Recurrence>& found() const {
    return found_;
  }

 private:
  struct SeenDocument;
  class Reader;

  void judge(const SeenDocument& document);

  std::unordered_map<std::uint64_t, Recurrence> found_;
  std::vector<Outdated> outdated_;
};

}  // namespace limier::corpus
