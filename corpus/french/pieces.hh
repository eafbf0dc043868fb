#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/french/atoms.hh"

namespace limier::corpus {

/// What French spelling makes of one or more atoms: a word, a number, an acronym, or an article
/// that elision ties to the next word.
struct Piece {
  std::size_t begin = 0;  ///< bytes of the text, half-open; what is highlighted
  std::size_t end = 0;
  std::string_view surface;   ///< what is looked up: `OTSC` for `O.T.S.C.`, `20000` for `20 000`
  Joint joint = Joint::none;  ///< to the piece before it
  bool elided = false;        ///< `l’`, `qu’`: neither a token nor a position
  bool capital = false;
};

/// Whether elision can tie this spelling to the next word: `l`, `qu`, `lorsqu`.
bool is_elidable(std::string_view surface);

/// Cuts a group of atoms into pieces by the rules of French spelling.
class PieceMaker {
 public:
  explicit PieceMaker(std::string_view text) : text_(text) {}

  /// Takes the joints out of `group` that hold nothing together after all: `ours.Alors`.
  void cut(std::vector<Atom>& group) const;

  /// The pieces of a unit: atoms of a group from one `Joint::none` to the next. The result and its
  /// surfaces are valid until the next call.
  const std::vector<Piece>& pieces_of(std::span<const Atom> unit);

 private:
  [[nodiscard]] std::string_view surface_of(const Atom& atom) const;
  [[nodiscard]] bool breaks(const Atom& before, const Atom& atom) const;
  [[nodiscard]] bool ends_inclusively(const Atom& before, const Atom& atom) const;
  [[nodiscard]] bool ends_with_hyphens(std::span<const Atom> unit, std::size_t i) const;
  std::size_t add_acronym(std::span<const Atom> unit, std::size_t i);
  std::size_t add_number(std::span<const Atom> unit, std::size_t i);
  bool add_whole_word(std::span<const Atom> unit);
  bool add_quantity(const Atom& atom);
  void add_ending(const Atom& atom);
  void add(const Atom& atom, std::string_view surface);
  void extend(const Atom& atom);
  std::string& keep(std::string text);

  std::string_view text_;
  std::vector<Piece> pieces_;
  std::deque<std::string> kept_;  // surfaces that no part of the text spells
};

}  // namespace limier::corpus
