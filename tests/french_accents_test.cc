#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hh"
#include "tests/library.hh"

using limier::test::Library;
using limier::test::Text;

namespace {

/// Words that only their accents tell apart.
constexpr auto kPairs = std::to_array<std::pair<const char*, const char*>>({
    {"pêche", "péché"},     {"côte", "cote"},       {"côté", "cote"},       {"jeune", "jeûne"},
    {"tache", "tâche"},     {"marche", "marché"},   {"mur", "mûr"},         {"pécheur", "pêcheur"},
    {"boite", "boîte"},     {"foret", "forêt"},     {"cru", "crû"},         {"roder", "rôder"},
    {"bailler", "bâiller"}, {"chasse", "châsse"},   {"haler", "hâler"},     {"matin", "mâtin"},
    {"male", "mâle"},       {"tacher", "tâcher"},   {"colon", "côlon"},     {"gène", "gêne"},
    {"acre", "âcre"},       {"arrête", "arrêté"},   {"bronze", "bronzé"},   {"cure", "curé"},
    {"date", "daté"},       {"dore", "doré"},       {"fume", "fumé"},       {"glace", "glacé"},
    {"grade", "gradé"},     {"interne", "interné"}, {"lève", "levé"},       {"mange", "mangé"},
    {"masse", "massé"},     {"meuble", "meublé"},   {"note", "noté"},       {"ouvre", "ouvré"},
    {"pale", "pâle"},       {"parle", "parlé"},     {"pâte", "pâté"},       {"passe", "passé"},
    {"pense", "pensé"},     {"place", "placé"},     {"plante", "planté"},   {"porte", "porté"},
    {"pose", "posé"},       {"prive", "privé"},     {"règle", "réglé"},     {"reste", "resté"},
    {"sale", "salé"},       {"saute", "sauté"},     {"secrète", "sécrète"}, {"sème", "semé"},
    {"signe", "signé"},     {"somme", "sommé"},     {"sucre", "sucré"},     {"taille", "taillé"},
    {"tente", "tenté"},     {"tire", "tiré"},       {"tombe", "tombé"},     {"trace", "tracé"},
    {"traite", "traité"},   {"trouble", "troublé"}, {"tue", "tué"},         {"use", "usé"},
    {"vide", "vidé"},       {"vole", "volé"},       {"voile", "voilé"},     {"borne", "borné"},
    {"cadre", "cadré"},     {"carre", "carré"},     {"casse", "cassé"},     {"charge", "chargé"},
    {"charme", "charmé"},   {"cible", "ciblé"},     {"coupe", "coupé"},     {"courbe", "courbé"},
    {"danse", "dansé"},     {"demande", "demandé"}, {"dose", "dosé"},       {"double", "doublé"},
    {"drogue", "drogué"},   {"écoute", "écouté"},   {"fixe", "fixé"},       {"forme", "formé"},
    {"garde", "gardé"},     {"gare", "garé"},       {"grave", "gravé"},     {"grille", "grillé"},
    {"libère", "libéré"},   {"limite", "limité"},   {"livre", "livré"},     {"loge", "logé"},
    {"manque", "manqué"},   {"marque", "marqué"},   {"monte", "monté"},     {"montre", "montré"},
    {"oblige", "obligé"},   {"outre", "outré"},     {"poste", "posté"},     {"presse", "pressé"},
    {"prime", "primé"},     {"pousse", "poussé"},   {"rate", "raté"},       {"rose", "rosé"},
    {"ruine", "ruiné"},
});
static_assert(kPairs.size() >= 100);

}  // namespace

TEST_CASE("accents: of a hundred pairs each word finds the other, the typed one first") {
  std::set<std::string> words;
  for (const auto& [one, other] : kPairs) words.insert({one, other});
  std::vector<Text> texts;
  for (const std::string& word : words) texts.push_back({word, "Ici, " + word + "."});
  const Library library;
  library.add_all(texts);
  const auto check = [&](const std::string& typed, const std::string& other) {
    const std::string found = library.found(typed) + ' ';
    CAPTURE(typed, other);
    CHECK(found.starts_with(typed + ' '));
    CHECK(found.find(' ' + other + ' ') != std::string::npos);
  };
  for (const auto& [one, other] : kPairs) {
    check(one, other);
    check(other, one);
  }
}

TEST_CASE("accents: typed without them, a word that looks like a stop word is found") {
  const Library library{{"maïs", "Un champ de maïs."}, {"sûr", "Un lieu sûr."}, {"dû", "Un dû."}};
  CHECK(library.found("maïs") == "maïs");
  CHECK(library.found("sur") == "sûr");
  CHECK(library.found("du") == "dû");
}
