#include "corpus/french/stemmer.hh"

#include <algorithm>
#include <array>

#include "corpus/french/spelling.hh"

namespace limier::corpus {
namespace {

struct Irregular {
  std::string_view form;   ///< folded
  std::string_view lemma;  ///< what is stemmed in its place
};

/// Plurals and feminines that no rule makes. In code unit order of the forms.
constexpr auto kIrregular = std::to_array<Irregular>({
    {"aieux", "aïeul"},         {"baux", "bail"},        {"belle", "beau"},
    {"bijoux", "bijou"},        {"blanche", "blanc"},    {"breve", "bref"},
    {"cailloux", "caillou"},    {"cheveux", "cheveu"},   {"choux", "chou"},
    {"cieux", "ciel"},          {"coraux", "corail"},    {"dieux", "dieu"},
    {"douce", "doux"},          {"emaux", "émail"},      {"enjeux", "enjeu"},
    {"epaisse", "épais"},       {"fausse", "faux"},      {"feux", "feu"},
    {"fraiche", "frais"},       {"franche", "franc"},    {"genoux", "genou"},
    {"grasse", "gras"},         {"grecque", "grec"},     {"grosse", "gros"},
    {"hiboux", "hibou"},        {"jeux", "jeu"},         {"jumelle", "jumeau"},
    {"laique", "laïc"},         {"lieux", "lieu"},       {"longue", "long"},
    {"milieux", "milieu"},      {"molle", "mou"},        {"neuve", "neuf"},
    {"neveux", "neveu"},        {"nouvelle", "nouveau"}, {"poux", "pou"},
    {"publique", "public"},     {"rousse", "roux"},      {"seche", "sec"},
    {"soupiraux", "soupirail"}, {"travaux", "travail"},  {"turque", "turc"},
    {"vantaux", "vantail"},     {"veuve", "veuf"},       {"vieille", "vieux"},
    {"vitraux", "vitrail"},     {"voeux", "voeu"},       {"yeux", "oeil"},
});
static_assert(std::is_sorted(kIrregular.begin(), kIrregular.end(),
                             [](const Irregular& a, const Irregular& b) {
                               return a.form < b.form;
                             }));

std::string_view lemma_of(std::string_view folded) {
  const auto* const found =
      std::lower_bound(kIrregular.begin(), kIrregular.end(), folded,
                       [](const Irregular& a, std::string_view form) { return a.form < form; });
  return found != kIrregular.end() && found->form == folded ? found->lemma : std::string_view();
}

/// Words whose last letters look like an ending and are none, where another word has the stem that
/// is left: `payer`, `fil`, `mare`, `foi`, `moi`, `tempe`, `cour`; of those in -ment `bat`, `chat`,
/// `départ`, `parler`, `test`. The word that `folded` is, or is the plural of; or nothing.
std::string_view whole_of(std::string_view folded) {
  static constexpr auto kWhole = std::to_array<std::string_view>(
      {"batiment", "bois", "chatiment", "corps", "cours", "departement", "fils", "fois", "mars",
       "mois", "parlement", "pays", "temps", "testament"});
  const std::string_view singular =
      folded.substr(0, folded.size() - (folded.ends_with('s') ? 1 : 0));
  for (const std::string_view word : {folded, singular})
    if (std::binary_search(kWhole.begin(), kWhole.end(), word)) return word;
  return {};
}

/// Replaces the ending `from` by `to`, if at least `before` bytes stand before it.
bool replace_ending(std::string& word, std::string_view from, std::string_view to,
                    std::size_t before) {
  if (word.size() < before + from.size() || !word.ends_with(from)) return false;
  word.replace(word.size() - from.size(), from.size(), to);
  return true;
}

/// Gives the accent back that capitals lose, where the ending betrays it: only `ée` ends so.
void restore_accent(std::string& word) {
  if (!replace_ending(word, "ee", "ée", 2)) replace_ending(word, "ees", "ées", 2);
}

/// Takes the plural's s away, which Snowball leaves behind a vowel. Words in `ss` and `ès` are no
/// plurals.
bool make_singular(std::string& word) {
  if (word.size() <= 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("ès"))
    return false;
  word.pop_back();
  return true;
}

/// Verbs whose forms in `gère` have no masculine in `ger`.
bool is_verb_in_gerer(std::string_view word) {
  static constexpr auto kVerbs = std::to_array<std::string_view>(
      {"cogere", "digere", "exagere", "gere", "ingere", "refrigere", "suggere"});
  return std::binary_search(kVerbs.begin(), kVerbs.end(), word);
}

struct Ending {
  std::string_view feminine;
  std::string_view masculine;
};

/// Brings a feminine and its masculine together where Snowball does not.
void join_genders(std::string& word) {
  // `directrice`, `actrice`
  if (replace_ending(word, "trice", "teur", 2)) return;
  // `chanteuse` and `chanteur`, `heureuse` and `heureux`: which it is does not show.
  if (word.size() > 5)
    for (const std::string_view ending : {"euse", "eure", "eux"})
      if (replace_ending(word, ending, "eur", 2)) return;
  // `étrangère`, `conseillère`, also without the accent.
  static constexpr auto kFeminines = std::to_array<Ending>({{"gère", "ger"},
                                                            {"gere", "ger"},
                                                            {"chère", "cher"},
                                                            {"chere", "cher"},
                                                            {"llère", "ller"},
                                                            {"llere", "ller"}});
  for (const auto& [feminine, masculine] : kFeminines)
    if (word.ends_with(feminine) && !is_verb_in_gerer(fold(word))) {
      replace_ending(word, feminine, masculine, 2);
      return;
    }
  // `active` might be a verb, `actif` not.
  if (replace_ending(word, "if", "ive", 2)) return;
  // `anglaise`, `chinoise`
  if (replace_ending(word, "aise", "ai", 3)) return;
  replace_ending(word, "oise", "oi", 3);
}

}  // namespace

std::string Stemmer::operator()(std::string_view accented, std::string_view folded) {
  std::string word(accented);
  restore_accent(word);
  std::string_view lemma = lemma_of(folded);
  if (lemma.empty() && make_singular(word)) lemma = lemma_of(folded.substr(0, folded.size() - 1));
  if (lemma.empty()) join_genders(word);
  else word = lemma;
  make_singular(word);
  if (const std::string_view whole = whole_of(folded); !whole.empty()) return std::string(whole);
  // `français` would stem to `franc`.
  if (word.starts_with("françai") || word.starts_with("francai")) return "francai";
  return fold(snowball_(word));
}

}  // namespace limier::corpus
