#pragma once

#include <span>
#include <string_view>

#include "corpus/french/token.hh"

namespace limier::corpus {

/// More than any long form may cost.
inline constexpr int kNoAcronym = 100;

/// Whether a long form has a word that its acronym need not show: `de`, `l’`, `et`.
bool is_small_word(const Word& word);

/// How far words are from spelling an acronym: 0 if each letter begins a word and each word of
/// weight has a letter (`office national de l’eau et des milieux aquatiques`, ONEMA). A letter that
/// begins a small word costs 1, as does one that goes on from the letter before it (`pacte civil de
/// solidarité`, Pacs), a word of weight left out 2, any other letter inside a word 3. `kNoAcronym`
/// if they do not spell it. The first and the last word must have weight and a letter.
/// `letters` are small, from a to z.
int acronym_cost(std::string_view letters, std::span<const Token> words);

}  // namespace limier::corpus
