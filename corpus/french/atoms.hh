#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace limier::corpus {

/// What stands between an atom and the one before it.
enum class Joint : std::uint8_t {
  none,               ///< a space or anything else that separates words
  apostrophe,         ///< `l’énergie`
  spaced_apostrophe,  ///< `L’ annonce`, as scraped texts have it
  hyphen,             ///< `porte-parole`; also one at the end of a line
  dot,                ///< `O.T.S.C`, `20.000`, `topcor.ru`
  comma,              ///< between digits: `1,5`
  middle_dot,         ///< `citoyen·ne·s`
  parenthesis,        ///< `étudiant(e)s`
  narrow_space,       ///< U+00A0 or U+202F between digits: `20 000`
  space,              ///< a plain space between digits
  symbol,             ///< `&`, `@` or `_` between letters
};

/// A run of letters, marks and digits; bytes of the text, half-open.
struct Atom {
  std::size_t begin = 0;
  std::size_t end = 0;
  Joint joint = Joint::none;  ///< to the atom before it
  bool digits = false;        ///< nothing but ASCII digits
  bool capital = false;       ///< begins with an upper-case letter
  bool single = false;        ///< is one letter
};

/// Walks over the atoms of a text. Letters of scripts that are written without spaces (Han, kana,
/// Thai...) are an atom each.
class AtomScanner {
 public:
  explicit AtomScanner(std::string_view text) : text_(text) {}

  /// The next group of atoms that joints hold together, in `group`; false at the end of the text.
  bool next_group(std::vector<Atom>& group);

 private:
  bool next_atom(Atom& atom);
  [[nodiscard]] Joint joint_between(const Atom& before, const Atom& after) const;

  std::string_view text_;
  std::size_t at_ = 0;
  Atom pending_;
  bool has_pending_ = false;
};

}  // namespace limier::corpus
