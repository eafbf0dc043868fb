#include "query/leaves.hh"

#include <algorithm>
#include <utility>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "corpus/store/nearest.hh"
#include "corpus/utf8.hh"

namespace limier::query {
namespace {

using corpus::Token;
using corpus::Word;

std::string upper_case(std::string_view text) {
  std::string result;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())})
      .toUpper(icu::Locale::getFrench())
      .toUTF8String(result);
  return result;
}

std::string capitalised(std::string_view word) {
  const std::size_t first = corpus::code_point_at(word, 0).end;
  return upper_case(word.substr(0, first)).append(word.substr(first));
}

/// The folded words of a way, with a space between.
std::string words_of(const Way& way) {
  std::string words;
  for (const Slot& slot : way.slots) (words += words.empty() ? "" : " ") += slot.word.folded;
  return words;
}

/// As the index spells `words`, in the capitals that names and acronyms have.
std::string shown(const Way& way, const std::string& words) {
  std::string result;
  for (const Slot& slot : way.slots) {
    const bool as_known = slot.forms.empty() || way.origin == Origin::correction;
    const std::string& word = as_known ? slot.word.accented : slot.forms[0].accented;
    if (!result.empty()) result += ' ';
    result += way.origin == Origin::variant ? capitalised(word) : word;
  }
  const bool acronym = way.origin == Origin::acronym && words.find(' ') == std::string::npos;
  if (acronym) return upper_case(way.slots.size() == 1 ? result : words);
  return result;
}

}  // namespace

Leaf LeafMaker::word(std::span<const Token> tokens, std::string_view text, bool excluded) {
  Leaf leaf;
  leaf.excluded = excluded;
  leaf.typed = text.substr(tokens.front().begin, tokens.back().end - tokens.front().begin);
  Way& typed = leaf.ways.emplace_back();
  for (const Token& token : tokens)
    if (!token.joined) typed.slots.push_back(slots_.inflected(*token.word));
  // `d’Artagnan` typed is Artagnan: the rare whole form would outweigh it.
  for (const Token& token : tokens)
    if (token.length > 1)
      leaf.ways.push_back({{slots_.inflected(*token.word)}, Origin::joined, 0, {}});
  if (!excluded) widen(leaf, words_of(leaf.ways[0]));
  weigh(leaf);
  if (leaf.absent && options_.corrections && !excluded) correct(leaf);
  return leaf;
}

Leaf LeafMaker::phrase(const std::string& text, bool excluded) {
  Leaf leaf;
  leaf.excluded = excluded;
  leaf.typed = text;
  Way typed;
  const std::vector<Token> tokens = chain_.analyse(text);
  for (const Token& token : tokens)
    if (!token.joined) typed.slots.push_back(slots_.literal(*token.word));
  if (typed.slots.empty()) return leaf;
  const bool one_word = typed.slots.size() == 1;
  Slot& first = typed.slots[0];
  first.accents_matter = one_word && first.word.accented != first.word.folded;
  leaf.ways.push_back(std::move(typed));
  if (!one_word) add_hyphenations(tokens, leaf);
  // A quoted word is that form and nothing else.
  if (!one_word && !excluded) widen(leaf, words_of(leaf.ways[0]));
  weigh(leaf);
  return leaf;
}

/// A phrase with all its compounds joined, and with all its joined forms in parts, since the one
/// who quotes it need not know how the text spells them.
void LeafMaker::add_hyphenations(const std::vector<Token>& tokens, Leaf& leaf) {
  Way joined{{}, Origin::joined, 0, {}};
  Way parted{{}, Origin::joined, 0, {}};
  for (const Token& token : tokens) {
    if (token.joined && token.length == 1) continue;  // see `word`
    if (token.length > 1) {
      joined.slots.resize(joined.slots.size() -
                          std::min<std::size_t>(joined.slots.size(), token.length));
      joined.slots.push_back(slots_.literal(*token.word));
      continue;
    }
    joined.slots.push_back(slots_.literal(*token.word));
    const auto [left, right] = slots_.lexicon().parts_of(token.word->folded);
    if (left.empty()) parted.slots.push_back(slots_.literal(*token.word));
    else
      for (const std::string& part : {left, right})
        parted.slots.push_back(slots_.literal(chain_.word(part)));
  }
  const std::size_t typed = leaf.ways[0].slots.size();
  for (Way* way : {&joined, &parted})
    if (way->slots.size() != typed) leaf.ways.push_back(std::move(*way));
}

Leaf LeafMaker::prefix(const std::string& text, bool excluded, std::size_t limit) {
  Leaf leaf;
  leaf.excluded = excluded;
  leaf.typed = text + '*';
  const std::vector<Token> tokens = chain_.analyse(text);
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(),
                                 [](const Token& token) { return !token.joined; });
  if (last == tokens.rend()) return leaf;
  Way typed;
  for (const Token& token : tokens) {
    if (token.joined) continue;
    const bool whole = token.position != last->position;
    typed.slots.push_back(whole ? slots_.inflected(*token.word)
                                : slots_.completed(*token.word, limit, leaf.completions));
  }
  leaf.ways.push_back(std::move(typed));
  for (const Token& token : tokens)
    if (token.length > 1 && token.position + token.length > last->position)
      leaf.ways.push_back(
          {{slots_.completed(*token.word, limit, leaf.completions)}, Origin::joined, 0, {}});
  weigh(leaf);
  return leaf;
}

Leaf LeafMaker::group(std::span<const Token> tokens, std::string_view text, double typed_idf) {
  Leaf leaf;
  leaf.group = true;
  leaf.typed = text.substr(tokens.front().begin, tokens.back().end - tokens.front().begin);
  std::string words;
  for (const Token& token : tokens)
    if (!token.joined) (words += words.empty() ? "" : " ") += token.word->folded;
  widen(leaf, words);
  weigh(leaf);
  leaf.typed_idf = typed_idf;
  leaf.idf = std::min(leaf.idf, typed_idf);
  return leaf;
}

/// Adds what else a word, or words side by side, may stand as; folded, with a space between.
void LeafMaker::widen(Leaf& leaf, const std::string& words) {
  // A copy: what is added below moves the ways.
  const std::vector<Slot> typed = leaf.group ? std::vector<Slot>() : leaf.ways[0].slots;
  const bool one_word = typed.size() == 1;
  if (one_word && typed[0].word.stop) return;
  if (options_.synonyms != nullptr)
    for (const std::string& other : options_.synonyms->of(words))
      add_words(leaf, other, Origin::synonym, true);
  if (!options_.variants) return;
  // What is one word, or a compound written as one: `R&D` is an acronym, its parts are not.
  std::vector<Slot> wholes;
  for (const Way& way : leaf.ways)
    if (is_as_typed(way.origin) && way.slots.size() == 1) wholes.push_back(way.slots[0]);
  for (const Slot& whole : wholes) {
    // A spelling with the same stem is found already, and would weigh twice.
    for (const std::string& spelling : slots_.lexicon().variants_of(whole.word.folded))
      if (!finds(whole, chain_.word(spelling))) add_words(leaf, spelling, Origin::variant, false);
    for (const std::string& long_form : slots_.lexicon().long_forms_of(whole.word.folded))
      add_words(leaf, long_form, Origin::acronym, false);
  }
  if (one_word) return;
  for (const std::string& acronym : slots_.lexicon().acronyms_of(words))
    add_words(leaf, acronym, Origin::acronym, false);
  if (!leaf.group && !typed[0].literal) widen_parts(leaf, typed);
}

/// The other spellings of a compound's parts, each with each: `Kassym-Jomart`, `Qassym-Jomart`.
void LeafMaker::widen_parts(Leaf& leaf, const std::vector<Slot>& parts) {
  constexpr std::size_t kMaxSpellings = 7;
  std::vector<std::string> spellings = {{}};  // the first is the typed one
  for (const Slot& part : parts) {
    std::vector<std::string> others = {part.word.folded};
    if (!part.word.stop)
      for (std::string& other : slots_.lexicon().variants_of(part.word.folded))
        others.push_back(std::move(other));
    std::vector<std::string> longer;
    for (const std::string& other : others)
      for (const std::string& head : spellings)
        if (longer.size() < kMaxSpellings)
          longer.emplace_back(head).append(head.empty() ? "" : " ").append(other);
    spellings = std::move(longer);
  }
  for (std::size_t i = 1; i < spellings.size(); ++i)
    add_words(leaf, spellings[i], Origin::variant, false);
}

/// Adds a way that is these words: one word in any inflection if `inflected`, several as a phrase.
void LeafMaker::add_words(Leaf& leaf, const std::string& words, Origin origin, bool inflected) {
  Way way;
  way.origin = origin;
  std::vector<Word> found;
  for (const Token& token : chain_.analyse(words))
    if (!token.joined) found.push_back(*token.word);
  if (found.empty()) return;
  for (const Word& word : found)
    way.slots.push_back(inflected && found.size() == 1 ? slots_.inflected(word)
                                                       : slots_.literal(word));
  way.shown = shown(way, words);
  leaf.ways.push_back(std::move(way));
}

/// Takes a word that no section holds to the nearest that one does; in a compound, each such part.
void LeafMaker::correct(Leaf& leaf) {
  Way way = leaf.ways[0];
  way.origin = Origin::correction;
  for (Slot& part : way.slots) {
    if (part.word.stop || slots_.frequency(part) > 0) continue;
    const auto near = corpus::nearest_words(database_, part.word.folded, 1);
    if (near.empty()) return;
    part = slots_.inflected(chain_.word(near[0].accented));
  }
  way.shown = shown(way, words_of(way));
  leaf.ways.push_back(std::move(way));
  weigh(leaf);
}

void LeafMaker::weigh(Leaf& leaf) {
  double any = 0;
  for (Way& way : leaf.ways) {
    double sections = database_.get_doccount();
    for (const Slot& slot : way.slots) sections = std::min(sections, slots_.frequency(slot));
    way.idf = sections == 0 ? 0 : slots_.idf(sections);
    any += sections;
  }
  std::erase_if(leaf.ways,
                [](const Way& way) { return way.origin != Origin::typed && way.idf == 0; });
  leaf.absent = any == 0;
  leaf.idf = slots_.idf(any);
  if (!leaf.group) leaf.typed_idf = leaf.ways[0].idf;
}

}  // namespace limier::query
