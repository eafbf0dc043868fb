#include "corpus/french/stop_words.hh"

#include <algorithm>
#include <array>

namespace limier::corpus {
namespace {

/// Articles, pronouns, prepositions, conjunctions, question words, the plain forms of être and
/// avoir, and what an elision leaves when it stands alone. In code unit order (checked below).
constexpr auto kStopWords = std::to_array<std::string_view>({
    "a",          "ai",       "ainsi",   "alors",     "après",    "as",        "au",
    "aucun",      "aucune",   "aussi",   "autre",     "autres",   "aux",       "avaient",
    "avais",      "avait",    "avant",   "avec",      "avez",     "avoir",     "avons",
    "ayant",      "c",        "car",     "ce",        "ceci",     "cela",      "celle",
    "celles",     "celui",    "ces",     "cestàdire", "cet",      "cette",     "ceux",
    "chez",       "ci",       "combien", "comme",     "comment",  "d",         "dans",
    "de",         "depuis",   "des",     "donc",      "dont",     "du",        "elle",
    "elles",      "en",       "entre",   "es",        "est",      "et",        "eux",
    "furent",     "fut",      "il",      "ils",       "j",        "je",        "jusqu",
    "jusque",     "l",        "la",      "laquelle",  "le",       "lequel",    "les",
    "lesquelles", "lesquels", "leur",    "leurs",     "lors",     "lorsqu",    "lorsque",
    "lui",        "là",       "m",       "ma",        "mais",     "me",        "mes",
    "moi",        "mon",      "même",    "mêmes",     "n",        "ne",        "ni",
    "nos",        "notre",    "nous",    "on",        "ont",      "ou",        "où",
    "par",        "parce",    "pas",     "pendant",   "plus",     "pour",      "pourquoi",
    "puisqu",     "puisque",  "qu",      "quand",     "que",      "quel",      "quelle",
    "quelles",    "quelqu",   "quelque", "quelques",  "quelquun", "quelquune", "quels",
    "qui",        "quoi",     "quoiqu",  "quoique",   "s",        "sa",        "sans",
    "se",         "sera",     "serait",  "seront",    "ses",      "si",        "soit",
    "son",        "sont",     "sous",    "suis",      "sur",      "t",         "ta",
    "te",         "tes",      "toi",     "ton",       "tous",     "tout",      "toute",
    "toutes",     "tu",       "un",      "une",       "vers",     "vos",       "votre",
    "vous",       "y",        "à",       "étaient",   "étais",    "était",     "étant",
    "étiez",      "étions",   "êtes",    "être",
});
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

}  // namespace

bool is_stop_word(std::string_view normalised) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), normalised);
}

}  // namespace limier::corpus
