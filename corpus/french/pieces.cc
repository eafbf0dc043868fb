#include "corpus/french/pieces.hh"

#include <algorithm>
#include <array>

#include "corpus/french/spelling.hh"

namespace limier::corpus {
namespace {

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Words that look like an elision and are one word.
bool is_whole_word(std::string_view joined) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"cestadire", "presquile", "presquiles", "quelquun", "quelquune"});
  return contains(kWords, joined);
}

/// Feminine and plural endings that inclusive writing sets off by a full stop.
bool is_dotted_ending(std::string_view surface) {
  static constexpr auto kEndings =
      std::to_array<std::string_view>({"e", "s", "es", "ne", "nes", "le", "les"});
  return contains(kEndings, surface);
}

bool is_apostrophe(Joint joint) {
  return joint == Joint::apostrophe || joint == Joint::spaced_apostrophe;
}

}  // namespace

bool is_elidable(std::string_view surface) {
  static constexpr auto kArticles =
      std::to_array<std::string_view>({"l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu",
                                       "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"});
  return surface.size() <= 6 && contains(kArticles, normalise(surface));
}

std::string_view PieceMaker::surface_of(const Atom& atom) const {
  return text_.substr(atom.begin, atom.end - atom.begin);
}

std::string& PieceMaker::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

bool PieceMaker::ends_inclusively(const Atom& before, const Atom& atom) const {
  if (atom.digits || atom.capital || before.digits) return false;
  const std::string_view ending = surface_of(atom);
  switch (atom.joint) {
    case Joint::parenthesis: return true;
    case Joint::middle_dot: return ending.size() <= 6;
    case Joint::dot:
      return is_dotted_ending(ending) &&
             (before.end - before.begin >= 3 || is_dotted_ending(surface_of(before)));
    default: return false;
  }
}

bool PieceMaker::breaks(const Atom& before, const Atom& atom) const {
  switch (atom.joint) {
    case Joint::dot:
      if (before.digits || atom.digits) return before.digits != atom.digits;
      // A capital after a point begins a sentence, unless both are letters of an acronym.
      return atom.capital && !(before.single && before.capital && atom.single);
    case Joint::comma: return before.joint == Joint::comma;
    case Joint::spaced_apostrophe: return !is_elidable(surface_of(before));
    case Joint::middle_dot: return !ends_inclusively(before, atom);
    case Joint::apostrophe: return atom.digits && !is_elidable(surface_of(before));
    default: return false;
  }
}

void PieceMaker::cut(std::vector<Atom>& group) const {
  for (std::size_t i = 1; i < group.size(); ++i)
    if (breaks(group[i - 1], group[i])) group[i].joint = Joint::none;
}

void PieceMaker::add(const Atom& atom, std::string_view surface) {
  pieces_.push_back({atom.begin, atom.end, surface, atom.joint, false, atom.capital});
}

/// Adds an atom's letters to the last piece: `prud’` + `hommes`.
void PieceMaker::extend(const Atom& atom) {
  Piece& last = pieces_.back();
  last.surface = keep(std::string(last.surface) + std::string(surface_of(atom)));
  last.end = atom.end;
}

/// `O.T.S.C.`: single letters between points are one word. Returns the index after it, `i` if none.
std::size_t PieceMaker::add_acronym(std::span<const Atom> unit, std::size_t i) {
  std::size_t end = i + 1;
  while (end < unit.size() && unit[end].joint == Joint::dot && unit[end].single) ++end;
  if (!unit[i].single || end - i < 2) return i;
  std::string letters;
  for (const Atom& atom : unit.subspan(i, end - i)) letters += surface_of(atom);
  add(unit[i], keep(std::move(letters)));
  std::size_t last = unit[end - 1].end;
  if (last < text_.size() && text_[last] == '.') ++last;
  pieces_.back().end = last;
  return end;
}

/// `20 000`, `20.000`, `1,5`: one number. Groups of three after a plain space stay pieces of their
/// own as well, since `300 000` may also be two numbers.
std::size_t PieceMaker::add_number(std::span<const Atom> unit, std::size_t i) {
  if (!unit[i].digits) return i;
  std::string digits(surface_of(unit[i]));
  std::size_t end = i + 1;
  const Joint separator = end < unit.size() ? unit[end].joint : Joint::none;
  if ((separator == Joint::narrow_space || separator == Joint::dot) && digits.size() <= 3) {
    const auto is_next = [&](std::size_t k) {
      return k < unit.size() && unit[k].joint == separator && surface_of(unit[k]).size() == 3;
    };
    while (is_next(end)) digits += surface_of(unit[end++]);
    // `192.168.1.1` groups nothing.
    if (end < unit.size() && unit[end].joint == Joint::dot) {
      digits = surface_of(unit[i]);
      end = i + 1;
    }
  }
  if (end < unit.size() && unit[end].joint == Joint::comma)
    (digits += ',') += surface_of(unit[end++]);
  if (end == i + 1) return i;
  add(unit[i], keep(std::move(digits)));
  pieces_.back().end = unit[end - 1].end;
  return end;
}

bool PieceMaker::add_whole_word(std::span<const Atom> unit) {
  std::string joined;
  for (const Atom& atom : unit) joined += surface_of(atom);
  if (joined.size() > 16 || !is_whole_word(fold(normalise(joined)))) return false;
  add(unit.front(), keep(std::move(joined)));
  pieces_.back().end = unit.back().end;
  return true;
}

/// `20h30` is written `20 h 30` as well: its pieces are the same.
bool PieceMaker::add_time(const Atom& atom) {
  const std::string_view surface = surface_of(atom);
  const std::size_t h = surface.find('h');
  if (h == 0 || h > 2 || surface.size() != h + 3) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view hours = surface.substr(0, h);
  const std::string_view minutes = surface.substr(h + 1);
  if (!std::all_of(hours.begin(), hours.end(), is_digit) ||
      !std::all_of(minutes.begin(), minutes.end(), is_digit))
    return false;
  const std::size_t at = atom.begin + h;
  pieces_.push_back({atom.begin, at, hours, atom.joint, false, false});
  pieces_.push_back({at, at + 1, surface.substr(h, 1), Joint::hyphen, false, false});
  pieces_.push_back({at + 1, atom.end, minutes, Joint::hyphen, false, false});
  return true;
}

const std::vector<Piece>& PieceMaker::pieces_of(std::span<const Atom> unit) {
  pieces_.clear();
  kept_.clear();
  if (unit.size() > 1 && add_whole_word(unit)) return pieces_;
  for (std::size_t i = 0; i < unit.size();) {
    const Atom& atom = unit[i];
    if (i > 0 && ends_inclusively(unit[i - 1], atom)) {
      pieces_.back().end = atom.end;
      if (atom.joint == Joint::parenthesis && atom.end < text_.size() && text_[atom.end] == ')')
        ++pieces_.back().end;
      ++i;
      continue;
    }
    if (std::size_t next = add_acronym(unit, i); next > i) {
      i = next;
      continue;
    }
    if (std::size_t next = add_number(unit, i); next > i) {
      i = next;
      continue;
    }
    ++i;
    if (is_apostrophe(atom.joint) && !pieces_.back().elided && !atom.capital) {
      extend(atom);
      continue;
    }
    if (add_time(atom)) continue;
    add(atom, surface_of(atom));
    const bool at_word_start =
        pieces_.size() == 1 || atom.joint == Joint::hyphen || pieces_[pieces_.size() - 2].elided;
    pieces_.back().elided = at_word_start && i < unit.size() && is_apostrophe(unit[i].joint) &&
                            is_elidable(surface_of(atom));
  }
  return pieces_;
}

}  // namespace limier::corpus
