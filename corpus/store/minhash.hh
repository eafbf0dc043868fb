#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/french/token.hh"

namespace limier::corpus {

/// A MinHash of a document's words (Broder 1997): two documents agree in about as many of its bytes
/// as their texts have runs of words in common. It is of one permutation (Li, Owen and Zhang 2012),
/// densified (Shrivastava 2017), and keeps a byte of each minimum (Li and König 2010).
class MinHash {
 public:
  /// The title is asked only of short documents.
  explicit MinHash(std::string_view title);

  /// Takes the words that follow: those of a document's sections one after the other.
  void add(const std::vector<Token>& tokens);

  /// Frozen: a change needs a new schema version. A byte of the minimum of each bin, and one of the
  /// length in eights of words; of a document with too few words to be compared so, 8 bytes of hash
  /// of all of them and the title; of one without words, nothing.
  [[nodiscard]] std::string value() const;

  static constexpr std::size_t kBins = 64;

 private:
  static constexpr std::size_t kRun = 5;  ///< words
  static constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

  void add_run(std::uint64_t hash);

  std::array<std::uint64_t, kBins> minima_ = {};
  std::size_t filled_ = 0;  ///< bins
  std::array<std::uint64_t, kRun> last_{};
  std::size_t words_ = 0;
  std::uint64_t all_;
};

/// Whether two documents with these values hold nearly the same text.
bool are_near_copies(std::string_view a, std::string_view b);

}  // namespace limier::corpus
