#include "corpus/french/fingerprint.hh"

#include <string_view>

#include <fmt/format.h>
#include <xxhash.h>

#include "corpus/french/acronyms.hh"
#include "corpus/french/chain.hh"
#include "corpus/french/name_key.hh"
#include "corpus/french/sentences.hh"

namespace limier::corpus {
namespace {

/// Raised when a change of the analysis does not show in the probe.
constexpr int kChainVersion = 4;

/// Text in which each rule has something to do.
constexpr std::string_view kProbe =
    "L’énergie des ÉLUS réunies aujourd’hui au n° 5 de l'O.T.S.C. : 20\u202F000 œuvres, 1,5 %, "
    "20h30, XXème, Covid-19, a-t-il, porte-parole, prud’hommes, citoyen·ne·s, "
    "co\u00ADopé\u00ADrer, "
    "ﬁlet, CO₂, R&D, topcor.ru, e\u0301te\u0301, Москва, 東京, أحمد, straße, travaux, retraits. "
    "M. Tokaïev cite l’Union des ports libres (UPL). Loukachenko, Yeltsine et Djokovic chantaient.";

}  // namespace

std::string analysis_fingerprint() {
  Chain chain;
  std::string made;
  for (const Sentence& sentence : sentences(kProbe))
    made += fmt::format("{} {}\n", sentence.begin, sentence.end);
  for (const Token& token : chain.analyse(kProbe)) {
    const Word& word = *token.word;
    made += fmt::format("{} {} {} {} {} {} {} {} {}\n", token.begin, token.end, token.position,
                        token.length, word.accented, word.folded, word.stem, word.stop,
                        name_key(word.folded));
  }
  for (const AcronymDefinition& found : find_acronyms(kProbe, chain.analyse(kProbe)))
    made += fmt::format("{} {}\n", found.acronym, found.long_form);
  return fmt::format("{}-{:016x}", kChainVersion, XXH3_64bits(made.data(), made.size()));
}

}  // namespace limier::corpus
