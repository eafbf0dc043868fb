#include "corpus/french/atoms.hh"

#include <array>

#include <unicode/uchar.h>

#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// More atoms than this in a row are no word of any language; the group is cut.
constexpr std::size_t kMaxGroup = 16;

std::uint32_t category_mask(char32_t c) { return U_GET_GC_MASK(static_cast<UChar32>(c)); }

bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_ascii_letter(char32_t c) { return (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z'; }

/// Part of a word, but never its beginning: marks, soft hyphen, joiners.
bool continues_word(char32_t c) {
  return (category_mask(c) & U_GC_M_MASK) != 0 || c == 0x00AD || c == 0x200C || c == 0x200D ||
         c == 0x2060;
}

bool is_word_character(char32_t c) {
  if (c == 0x02BC) return false;  // a letter by category, an apostrophe in French texts
  if (c < 0x80) return is_ascii_digit(c) || is_ascii_letter(c);
  return (category_mask(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

/// A letter of a script that does not put spaces between words.
bool stands_alone(char32_t c) {
  if (c < 0x0E00) return false;
  const auto line_break = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK);
  return line_break == U_LB_IDEOGRAPHIC || line_break == U_LB_COMPLEX_CONTEXT ||
         line_break == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'‘' || c == 0x02BC || c == 0xFF07;
}

bool is_hyphen(char32_t c) { return c == U'-' || c == 0x2010 || c == 0x2011; }

bool is_middle_dot(char32_t c) {
  return c == U'·' || c == U'•' || c == 0x2027 || c == U'⋅' || c == 0x2E31;
}

/// A space that a number may hold: no-break, narrow no-break, figure, thin.
bool is_number_space(char32_t c) {
  return c == 0x00A0 || c == 0x202F || c == 0x2007 || c == 0x2009;
}

/// A hyphen that breaks a word at the end of a line: what follows it is only white space, with one
/// line end in it.
bool is_line_break(std::string_view gap) {
  const auto first = gap.find_first_not_of(" \t");
  if (first == std::string_view::npos || gap[first] != '\n') return false;
  return gap.find_first_not_of(" \t", first + 1) == std::string_view::npos;
}

/// The endings that inclusive writing puts in parentheses: `étudiant(e)s`, `acteur(rice)`.
bool is_parenthesised_ending(std::string_view text, const Atom& atom) {
  return atom.end - atom.begin <= 5 && !atom.digits && !atom.capital && atom.end < text.size() &&
         text[atom.end] == ')';
}

bool is_thousands(const Atom& before, const Atom& after) {
  return before.digits && after.digits && before.end - before.begin <= 3 &&
         after.end - after.begin == 3;
}

Joint joint_of_one(char32_t c, const Atom& before, const Atom& after) {
  if (c == U' ') return is_thousands(before, after) ? Joint::space : Joint::none;
  if (is_apostrophe(c)) return before.digits ? Joint::none : Joint::apostrophe;
  if (is_hyphen(c)) return Joint::hyphen;
  if (is_middle_dot(c)) return Joint::middle_dot;
  if (c == U'.') return Joint::dot;
  if (c == U'&' || c == U'@' || c == U'_') return Joint::symbol;
  if (c == U',') return before.digits && after.digits ? Joint::comma : Joint::none;
  if (is_number_space(c)) return is_thousands(before, after) ? Joint::narrow_space : Joint::none;
  return Joint::none;
}

/// What the scanner must know of a byte, or of the letter that a byte of Latin-1 in UTF-8 ends.
enum class Class : std::uint8_t { other, digit, small, capital };

constexpr std::array<Class, 0x80> kAscii = [] {
  std::array<Class, 0x80> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes.at(c) = Class::digit;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes.at(c) = Class::small;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes.at(c) = Class::capital;
  return classes;
}();

/// A character of a text: what it is, and the byte after it.
struct Character {
  Class kind = Class::other;
  bool continues = false;  ///< is no letter, but part of the word that it follows
  bool alone = false;      ///< of a script without spaces
  std::size_t end = 0;
};

Character rare_character_at(std::string_view text, std::size_t at) {
  const CodePoint c = code_point_at(text, at);
  Character result{Class::other, continues_word(c.value), stands_alone(c.value), c.end};
  if (is_word_character(c.value))
    result.kind =
        u_isUUppercase(static_cast<UChar32>(c.value)) != 0 ? Class::capital : Class::small;
  return result;
}

/// The character at byte `at`. Nearly all are ASCII or letters of Latin-1 (U+00C0 to U+00FF), and
/// need no look-up in ICU's tables.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {kAscii[byte], false, false, at + 1};
  if (byte == 0xC3 && at + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[at + 1]);
    const bool sign = next == 0x97 || next == 0xB7;  // × and ÷
    if (next >= 0x80 && next <= 0xBF && !sign)
      return {next < 0x9F ? Class::capital : Class::small, false, false, at + 2};
  }
  return rare_character_at(text, at);
}

}  // namespace

bool AtomScanner::next_atom(Atom& atom) {
  Character first;
  while (true) {
    if (at_ >= text_.size()) return false;
    first = character_at(text_, at_);
    if (first.kind != Class::other) break;
    at_ = first.end;
  }
  bool single = true;
  bool digits = first.kind == Class::digit;
  std::size_t end = first.end;
  while (end < text_.size()) {
    const Character next = character_at(text_, end);
    const bool letter = next.kind != Class::other;
    if (!next.continues && (!letter || first.alone || next.alone)) break;
    if (letter) {
      single = false;
      digits = digits && next.kind == Class::digit;
    }
    end = next.end;
  }
  atom = {at_,
          end,
          Joint::none,
          digits,
          first.kind == Class::capital,
          single && !digits && !first.alone};
  at_ = end;
  return true;
}

Joint AtomScanner::joint_between(const Atom& before, const Atom& after) const {
  const std::string_view gap = text_.substr(before.end, after.begin - before.end);
  if (gap == " " && !after.digits) return Joint::none;
  if (gap.empty() || gap.size() > 64) return Joint::none;
  // A soft hyphen that a line end made visible.
  if (text_.substr(0, before.end).ends_with("\u00AD") && !after.capital && is_line_break(gap))
    return Joint::hyphen;
  const CodePoint first = code_point_at(gap, 0);
  if (first.end == gap.size()) {
    if (first.value == U'(')
      return is_parenthesised_ending(text_, after) ? Joint::parenthesis : Joint::none;
    // What closes `(e)` joins the plural's `s` to it.
    if (first.value == U')')
      return before.joint == Joint::parenthesis ? Joint::parenthesis : Joint::none;
    return joint_of_one(first.value, before, after);
  }
  const std::string_view rest = gap.substr(first.end);
  if (is_apostrophe(first.value) && (rest == " " || rest == "\u00A0" || rest == "\u202F"))
    return Joint::spaced_apostrophe;
  if (is_hyphen(first.value) && !after.capital && !after.digits && is_line_break(rest))
    return Joint::hyphen;
  return Joint::none;
}

bool AtomScanner::next_group(std::vector<Atom>& group) {
  group.clear();
  if (!has_pending_ && !next_atom(pending_)) return false;
  group.push_back(pending_);
  has_pending_ = false;
  Atom atom;
  while (next_atom(atom)) {
    atom.joint = joint_between(group.back(), atom);
    if (atom.joint == Joint::none || group.size() == kMaxGroup) {
      atom.joint = Joint::none;
      pending_ = atom;
      has_pending_ = true;
      break;
    }
    group.push_back(atom);
  }
  return true;
}

}  // namespace limier::corpus
