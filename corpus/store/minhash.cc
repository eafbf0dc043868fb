#include "corpus/store/minhash.hh"

#include <algorithm>

#include <xxhash.h>

namespace limier::corpus {
namespace {

constexpr std::size_t kBins = MinHash::kBins;
constexpr std::size_t kWordsPerUnit = 8;

/// Bins of a text that is long enough to be compared by them: about 45 different runs fill so many.
constexpr std::size_t kEnoughBins = kBins / 2;

/// What makes a near-copy. Another headline and footer, a sentence dropped, a paragraph moved: that
/// is about as many other runs in a long text as in a short one. More of them differ between two
/// texts that were filled out from one form. Of 500 copies made so .96 are found, with the bins
/// alone at .4 .97; but of pairs of pages of an administration 11 instead of 49.
constexpr std::size_t kOtherRuns = 140;
constexpr std::size_t kLeastAlike = 26;   ///< bins, whatever the length: .4 of them
constexpr std::size_t kSurelyAlike = 55;  ///< likewise: .85

constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U;

/// Each bit of the result depends on each bit of `x`: the last step of MurmurHash3.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 33U)) * 0xFF51AFD7ED558CCDU;
  x = (x ^ (x >> 33U)) * 0xC4CEB9FE1A85EC53U;
  return x ^ (x >> 33U);
}

std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

}  // namespace

MinHash::MinHash(std::string_view title) : all_(hash_of(title)) { minima_.fill(kEmpty); }

void MinHash::add(const std::vector<Token>& tokens) {
  for (const Token& token : tokens) {
    if (token.joined) continue;
    ++words_;
    if (filled_ < kEnoughBins) all_ = hash_of(token.word->accented, all_);
    std::shift_left(last_.begin(), last_.end(), 1);
    last_.back() = hash_of(token.word->folded);
    if (words_ < kRun) continue;
    std::uint64_t run = 0;
    for (const std::uint64_t word : last_) run = run * kMultiplier + word;
    add_run(mixed(run));
  }
}

void MinHash::add_run(std::uint64_t hash) {
  std::uint64_t& minimum = minima_[hash % kBins];
  if (minimum == kEmpty) ++filled_;
  minimum = std::min(minimum, hash / kBins);
}

std::string MinHash::value() const {
  if (words_ == 0) return {};
  std::string value;
  if (filled_ < kEnoughBins) {
    for (unsigned shift = 0; shift < 64; shift += 8) value += static_cast<char>(all_ >> shift);
    return value;
  }
  for (std::uint64_t bin = 0; bin < kBins; ++bin) {
    // An empty bin takes another's minimum: the same one in any document where that is filled.
    std::uint64_t from = bin;
    for (std::uint64_t step = 1; minima_[from] == kEmpty; ++step)
      from = mixed(bin + step * kBins) % kBins;
    value += static_cast<char>(minima_[from]);
  }
  value += static_cast<char>(std::min<std::size_t>(words_ / kWordsPerUnit, 255));
  return value;
}

bool are_near_copies(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || a.empty()) return false;
  if (a.size() <= kBins) return a == b;
  std::size_t alike = 0;
  for (std::size_t i = 0; i < kBins; ++i) alike += a[i] == b[i] ? 1 : 0;
  if (alike < kLeastAlike || alike >= kSurelyAlike) return alike >= kSurelyAlike;
  const std::size_t units =
      static_cast<unsigned char>(a.back()) + std::size_t{static_cast<unsigned char>(b.back())};
  const std::size_t words = units * kWordsPerUnit;
  // Of a share s of runs in common, (1 - s) / (1 + s) of all are in one text only.
  return alike * (words + kOtherRuns) + kBins * kOtherRuns >= kBins * words;
}

}  // namespace limier::corpus
