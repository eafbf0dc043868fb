#include "corpus/french/heads.hh"

namespace limier::corpus {
namespace {

/// A word this long begins with the letters of its surface, and its stem does. Shorter ones may be
/// ordinals: `1ere` is `1re`, `5ieme` is `5e`.
constexpr std::size_t kStable = 4;

/// Of all words only these have a stem that begins otherwise: `oeil`.
constexpr std::string_view kIrregular = "yeux";

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// An ASCII letter in lower case; what is none may be mixed up with another.
std::size_t small(char c) { return static_cast<unsigned char>(c) | 0x20U; }

std::size_t index_of(std::size_t first, std::size_t second) { return first << 7U | second; }

}  // namespace

Heads::Heads() { add(kIrregular); }

void Heads::add(std::string_view folded) {
  if (folded.empty() || !is_ascii(folded[0])) return;
  const std::size_t first = small(folded[0]);
  first_.set(first);
  if (folded.size() >= kStable && is_ascii(folded[1])) both_.set(index_of(first, small(folded[1])));
  else
    for (std::size_t second = 0; second < first_.size(); ++second)
      both_.set(index_of(first, second));
}

bool Heads::may_hold(std::string_view surface) const {
  // A letter with an accent may be any without one.
  if (surface.empty() || !is_ascii(surface[0])) return true;
  const std::size_t first = small(surface[0]);
  if (surface.size() == 1 || !is_ascii(surface[1])) return first_[first];
  return both_[index_of(first, small(surface[1]))];
}

}  // namespace limier::corpus
