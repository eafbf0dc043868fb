#include "corpus/french/chain.hh"

#include <algorithm>
#include <array>
#include <span>

#include <xxhash.h>

#include "corpus/french/pieces.hh"
#include "corpus/french/spelling.hh"
#include "corpus/french/stop_words.hh"
#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// A spelling is cut to this many bytes, so that a term which holds it twice stays legal.
constexpr std::size_t kMaxWordBytes = 110;
constexpr std::size_t kMaxJoinedBytes = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Pronouns that hang on a verb by a hyphen: `a-t-il`, `donne-le-moi`, and `-ci`, `-là`.
bool is_clitic(const Piece& piece, const Piece& head) {
  static constexpr auto kClitics = std::to_array<std::string_view>(
      {"je", "tu", "il",  "elle", "on",   "nous", "vous", "ils", "elles", "ce", "t",
       "le", "la", "les", "lui",  "leur", "moi",  "toi",  "y",   "en",    "ci", "là"});
  if (piece.joint != Joint::hyphen || piece.surface.size() > 5) return false;
  // `EST-CE` is set in capitals as a whole; `Saint-Tu` is a name.
  if (piece.capital && !(is_capitals(piece.surface) && is_capitals(head.surface))) return false;
  return std::find(kClitics.begin(), kClitics.end(), normalise(piece.surface)) != kClitics.end();
}

/// Nouns that end like a verb with its pronoun.
bool is_noun_with_clitic(const std::vector<Piece>& pieces) {
  static constexpr auto kNouns =
      std::to_array<std::string_view>({"rendezvous", "gardeavous", "quendiraton"});
  std::string joined;
  for (const Piece& piece : pieces) joined += fold(normalise(piece.surface));
  return std::any_of(kNouns.begin(), kNouns.end(),
                     [&](std::string_view noun) { return joined.ends_with(noun); });
}

std::span<const Piece> without_clitics(const std::vector<Piece>& pieces) {
  std::size_t size = pieces.size();
  while (size > 1 && is_clitic(pieces[size - 1], pieces[0])) --size;
  if (size < pieces.size() && is_noun_with_clitic(pieces)) size = pieces.size();
  return {pieces.data(), size};
}

bool is_roman(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const auto take = [&](char c, int most) {
    for (; most > 0 && at < text.size() && text[at] == c; --most) ++at;
  };
  const auto digit = [&](char one, char five, char ten) {
    if (at + 1 < text.size() && text[at] == one && (text[at + 1] == five || text[at + 1] == ten)) {
      at += 2;
      return;
    }
    take(five, 1);
    take(one, 3);
  };
  take('c', 3);
  digit('x', 'l', 'c');
  digit('i', 'v', 'x');
  return at == text.size();
}

/// `XXème`, `XXeme` and `45ième` are written `XXe` and `45e` as well.
std::string with_short_ordinal(std::string word) {
  struct Ordinal {
    std::string_view ending;
    std::string_view brief;
  };
  // The shortest first: what goes before `ème` in `IIIème` is a number, and all of it.
  static constexpr auto kOrdinals = std::to_array<Ordinal>(
      {{"ème", "e"}, {"eme", "e"}, {"ère", "re"}, {"ere", "re"}, {"ième", "e"}, {"ieme", "e"}});
  for (const auto& [ending, brief] : kOrdinals) {
    if (!word.ends_with(ending)) continue;
    const std::string_view head = std::string_view(word).substr(0, word.size() - ending.size());
    const bool number = !head.empty() && std::all_of(head.begin(), head.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
    if (number || is_roman(head)) return std::string(head) += brief;
  }
  return word;
}

/// `d’Artagnan`, `L’Oréal`: names that may be known with their article. `l’Europe` is not one.
bool is_elided_name(std::span<const Piece> pieces) {
  if (pieces.size() != 2 || !pieces[1].capital || is_capitals(pieces[1].surface)) return false;
  const std::string_view article = pieces[0].surface;
  return article == "d" || article == "D" || article == "L";
}

/// What joins the pieces of a compound stays in the joined form only where it is part of a name.
bool is_kept(Joint joint) { return joint == Joint::dot || joint == Joint::symbol; }

std::string joined(std::string_view text, std::span<const Piece> pieces) {
  std::string result;
  for (const Piece& piece : pieces) {
    if (&piece != pieces.data() && is_kept(piece.joint)) result += text[piece.begin - 1];
    result += piece.surface;
  }
  return result;
}

}  // namespace

std::size_t Chain::Hash::operator()(std::string_view text) const noexcept {
  return XXH3_64bits(text.data(), text.size());
}

const Word& Chain::word(std::string_view surface) {
  const std::size_t hash = Hash{}(surface);
  if (const auto* const recent = recent_[hash % recent_.size()];
      recent != nullptr && recent->first == surface)
    return recent->second;
  auto found = words_.find(surface);
  if (found == words_.end()) found = words_.emplace(std::string(surface), make_word(surface)).first;
  if (words_.size() > recent_.size() && recent_.size() < kMostRecent)
    recent_.assign(recent_.size() * 4, nullptr);
  recent_[hash % recent_.size()] = &*found;
  return found->second;
}

Word Chain::make_word(std::string_view surface) {
  Word word;
  word.accented = cut_to(with_short_ordinal(normalise(surface)), kMaxWordBytes);
  word.folded = fold(word.accented);
  word.stop = is_stop_word(word.accented);
  if (!word.stop && !word.folded.empty()) word.stem = stem_(word.accented, word.folded);
  return word;
}

void Chain::add_word(std::size_t begin, std::size_t end, std::string_view surface) {
  add_token({begin, end, position_, 1, false, nullptr}, surface);
  ++position_;
}

void Chain::add_token(Token token, std::string_view surface) {
  if (sought_ != nullptr && !sought_->may_hold(surface)) return;
  token.word = &word(surface);
  // A lone combining mark folds to nothing.
  if (!token.word->folded.empty()) tokens_.push_back(token);
}

void Chain::add_joined(std::string_view text, std::span<const Piece> pieces, std::uint32_t length) {
  const std::string surface = joined(text, pieces);
  if (surface.size() > kMaxJoinedBytes) return;
  add_token({pieces.front().begin, pieces.back().end, position_ - length, length, true, nullptr},
            surface);
}

void Chain::add_unit(std::string_view text, const std::vector<Piece>& all) {
  const std::span<const Piece> unit = without_clitics(all);
  std::span<const Piece> pieces = unit;
  while (!pieces.empty() && pieces.front().elided) pieces = pieces.subspan(1);
  const std::uint32_t first = position_;
  for (const Piece& piece : pieces)
    if (!piece.elided) add_word(piece.begin, piece.end, piece.surface);
  const std::uint32_t length = position_ - first;
  if (length > 1) add_joined(text, pieces, length);
  else if (length == 1 && is_elided_name(unit)) add_joined(text, unit, length);
}

void Chain::forget_surplus() {
  if (words_.size() <= most_words_) return;
  words_.clear();
  recent_.assign(recent_.size(), nullptr);
}

const std::vector<Token>& Chain::analyse(std::string_view text, const Heads* sought) {
  tokens_.clear();
  sought_ = sought;
  position_ = 0;
  AtomScanner scanner(text);
  PieceMaker maker(text);
  std::vector<Atom> group;
  while (scanner.next_group(group)) {
    // Nearly all words stand alone and begin with a letter.
    if (const Atom& atom = group.front();
        group.size() == 1 && (atom.digits || !is_digit(text[atom.begin]))) {
      add_word(atom.begin, atom.end, text.substr(atom.begin, atom.end - atom.begin));
      continue;
    }
    maker.cut(group);
    for (auto begin = group.begin(); begin != group.end();) {
      const auto end = std::find_if(begin + 1, group.end(),
                                    [](const Atom& atom) { return atom.joint == Joint::none; });
      add_unit(text, maker.pieces_of({begin, end}));
      begin = end;
    }
  }
  return tokens_;
}

}  // namespace limier::corpus
