#include "corpus/french/heads.hh"

#include <algorithm>

namespace limier::corpus {
namespace {

/// A word this long begins with the two letters of its surface, and its stem does. Shorter ones may
/// be ordinals: `1ere` is `1re`, `5ieme` is `5e`.
constexpr std::size_t kTwoStable = 4;

/// And this long with three: `belle` has the stem of `beau`.
constexpr std::size_t kThreeStable = 5;

/// Of all words only these have a stem that begins otherwise: `oeil`.
constexpr std::string_view kIrregular = "yeux";

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::size_t ascii_run(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii) -
                                  text.begin());
}

}  // namespace

Heads::Heads() { add(kIrregular); }

std::size_t Heads::index_of(std::string_view letters) {
  std::size_t index = 0;
  for (const char c : letters) index = index * kLetters + static_cast<unsigned char>(c) % kLetters;
  return index;
}

void Heads::add(std::string_view folded) {
  const std::size_t stable =
      folded.size() < kTwoStable ? 1 : (folded.size() < kThreeStable ? 2 : kLongest);
  const std::string_view head = folded.substr(0, std::min(stable, ascii_run(folded)));
  if (head.empty()) return;
  std::size_t heads = 1;  // that begin with it
  for (std::size_t size = 1; size <= kLongest; ++size) {
    if (size > head.size()) heads *= kLetters;
    const std::size_t first = index_of(head.substr(0, size)) * heads;
    for (std::size_t i = 0; i < heads; ++i) of_size_.at(size - 1).set(first + i);
  }
}

bool Heads::may_hold(std::string_view surface) const {
  // A letter with an accent may be any without one.
  const std::string_view head = surface.substr(0, kLongest);
  const std::size_t size = ascii_run(head);
  return size == 0 || of_size_[size - 1][index_of(head.substr(0, size))];
}

}  // namespace limier::corpus
