#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/french/chain.hh"

namespace limier::corpus {

/// An acronym that a text defines.
struct AcronymDefinition {
  std::string acronym;    ///< folded: `otsc`
  std::string long_form;  ///< the folded words, a space between: `organisation du traite de ...`
};

/// The definitions in `text`, whose tokens are `tokens`: `Organisation du traité de sécurité
/// collective (OTSC)`, `l’OTSC (Organisation du traité…)`, either with a dash instead of the
/// parenthesis, and the same letters in another language's order: `la CSTO (OTSC)`.
///
/// After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
/// biomedical text" (2003): the letters must stand in the words in their order, the first letter
/// where the first word begins. Of all runs of words that can be the long form the one is taken
/// that `acronym_cost` finds the most natural.
std::vector<AcronymDefinition> find_acronyms(std::string_view text,
                                             const std::vector<Token>& tokens);

/// The words of a text as `AcronymDefinition::long_form` has them.
std::string long_form_of(std::string_view text, Chain& chain);

}  // namespace limier::corpus
