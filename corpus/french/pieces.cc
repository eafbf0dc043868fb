#include "corpus/french/pieces.hh"

#include <algorithm>
#include <array>

#include "corpus/french/spelling.hh"

namespace limier::corpus {
namespace {

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Whether `article`, which may be elided, is so before `word`. It is before a vowel, an h, a
/// number, and an acronym that is read with a vowel first (`l’ONU`, `l’FM`). Before another letter
/// it is part of a name, `N’Djamena`, `M’Bappé`, or of careless speech, `j’crois`.
bool elides(std::string_view article, std::string_view word) {
  static constexpr std::string_view kVowels = "aeiouyh0123456789";
  static constexpr std::string_view kReadWithVowel = "FLMNRSX";
  if (is_beyond_ascii(word[0]) || kVowels.find(lower(word[0])) != std::string_view::npos)
    return true;
  if (is_capital(word[0]))
    return kReadWithVowel.find(word[0]) != std::string_view::npos &&
           std::none_of(word.begin(), word.end(), is_small);
  return article.size() > 1 || (lower(article[0]) != 'n' && lower(article[0]) != 'm');
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
      std::to_array<std::string_view>({"e", "s", "es", "ne", "nes", "le", "les", "te", "tes"});
  return contains(kEndings, surface);
}

/// Units that are written with or without a space behind their number.
bool is_unit(std::string_view letters) {
  static constexpr auto kUnits =
      std::to_array<std::string_view>({"h", "min", "km", "m", "cm", "mm", "kg", "mg", "ha", "cl",
                                       "ml", "kw", "kwh", "mw", "gw", "ko", "mo", "go"});
  std::string small(letters);
  std::transform(small.begin(), small.end(), small.begin(), lower);
  return contains(kUnits, small);
}

bool is_apostrophe(Joint joint) {
  return joint == Joint::apostrophe || joint == Joint::spaced_apostrophe;
}

}  // namespace

bool is_elidable(std::string_view surface) {
  static constexpr std::string_view kSingle = "ldjmtsncLDJMTSNC";
  static constexpr auto kArticles =
      std::to_array<std::string_view>({"jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"});
  if (surface.size() == 1) return kSingle.find(surface[0]) != std::string_view::npos;
  if (surface.size() == 2)
    return surface == "ç" || surface == "Ç" ||
           (lower(surface[0]) == 'q' && lower(surface[1]) == 'u');
  return surface.size() >= 5 && surface.size() <= 6 && contains(kArticles, normalise(surface));
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

/// `candidat-e-s`, `étudiant-e`: hyphens that are inclusive as well. `donne-le` is not.
bool PieceMaker::ends_with_hyphens(std::span<const Atom> unit, std::size_t i) const {
  const auto is_ending = [&](std::size_t k) {
    return unit[k].joint == Joint::hyphen && is_dotted_ending(surface_of(unit[k]));
  };
  if (i == 0 || !is_ending(i)) return false;
  const std::string_view ending = surface_of(unit[i]);
  if (ending == "s") return i > 1 && is_ending(i - 1);
  const bool plural = i + 1 < unit.size() && is_ending(i + 1) && surface_of(unit[i + 1]) == "s";
  return unit[i - 1].end - unit[i - 1].begin >= 3 && (ending == "e" || plural);
}

bool PieceMaker::breaks(const Atom& before, const Atom& atom) const {
  switch (atom.joint) {
    case Joint::dot:
      if (before.digits || atom.digits) return before.digits != atom.digits;
      // A capital after a point begins a sentence, unless both are letters of an acronym.
      return atom.capital && !(before.single && before.capital && atom.single);
    case Joint::comma: return before.joint == Joint::comma;
    case Joint::spaced_apostrophe:
      return !is_elidable(surface_of(before)) || !elides(surface_of(before), surface_of(atom));
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
  // All of them begin with one of these, and few other words do.
  if (std::string_view("cpq").find(lower(text_[unit.front().begin])) == std::string_view::npos ||
      unit.back().end - unit.front().begin > 24)
    return false;
  std::string joined;
  for (const Atom& atom : unit) joined += surface_of(atom);
  if (!is_whole_word(fold(normalise(joined)))) return false;
  add(unit.front(), keep(std::move(joined)));
  pieces_.back().end = unit.back().end;
  return true;
}

/// `20h30` and `10km` are written `20 h 30` and `10 km` as well: their pieces are the same.
bool PieceMaker::add_quantity(const Atom& atom) {
  const std::string_view surface = surface_of(atom);
  if (atom.digits || !is_digit(surface[0])) return false;
  const auto* const letters = std::find_if_not(surface.begin(), surface.end(), is_digit);
  const auto* const rest = std::find_if(letters, surface.end(), is_digit);
  const auto unit = static_cast<std::size_t>(letters - surface.begin());
  const auto minutes = static_cast<std::size_t>(rest - surface.begin());
  if (!is_unit(surface.substr(unit, minutes - unit))) return false;
  const bool time = minutes - unit == 1 && lower(surface[unit]) == 'h' && unit <= 2 &&
                    surface.size() == minutes + 2 && is_digit(surface.back());
  if (minutes < surface.size() && !time) return false;
  const auto add_part = [&](std::size_t from, std::size_t to, Joint joint) {
    pieces_.push_back({atom.begin + from, atom.begin + to, surface.substr(from, to - from), joint});
  };
  add_part(0, unit, atom.joint);
  add_part(unit, minutes, Joint::hyphen);
  if (time) add_part(minutes, surface.size(), Joint::hyphen);
  return true;
}

/// The ending of inclusive writing belongs to the word before it, and is none itself.
void PieceMaker::add_ending(const Atom& atom) {
  Piece& last = pieces_.back();
  last.end = atom.end;
  if (atom.joint == Joint::parenthesis && atom.end < text_.size() && text_[atom.end] == ')')
    ++last.end;
  // `tou·te·s`: the only one whose head is no word.
  if (last.surface.size() == 3 && normalise(last.surface) == "tou") last.surface = "tous";
}

const std::vector<Piece>& PieceMaker::pieces_of(std::span<const Atom> unit) {
  pieces_.clear();
  kept_.clear();
  if (unit.size() > 1 && add_whole_word(unit)) return pieces_;
  for (std::size_t i = 0; i < unit.size();) {
    const Atom& atom = unit[i];
    if (i > 0 && (ends_inclusively(unit[i - 1], atom) || ends_with_hyphens(unit, i))) {
      add_ending(atom);
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
    const bool more = i < unit.size();
    // `rock’n’roll` has three words, `prud’homme` one.
    const bool linked = (atom.single && more && is_apostrophe(unit[i].joint)) ||
                        (i > 2 && unit[i - 2].single && is_apostrophe(unit[i - 2].joint));
    if (is_apostrophe(atom.joint) && !pieces_.back().elided && !atom.capital && !linked) {
      extend(atom);
      continue;
    }
    if (add_quantity(atom)) continue;
    add(atom, surface_of(atom));
    const bool at_word_start =
        pieces_.size() == 1 || atom.joint == Joint::hyphen || pieces_[pieces_.size() - 2].elided;
    pieces_.back().elided = at_word_start && more && is_apostrophe(unit[i].joint) &&
                            is_elidable(surface_of(atom)) &&
                            elides(surface_of(atom), surface_of(unit[i]));
  }
  return pieces_;
}

}  // namespace limier::corpus
