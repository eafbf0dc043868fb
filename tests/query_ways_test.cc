#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"
#include "indexer/writer.hh"
#include "query/searcher.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::query;
using limier::test::bracketed;
using limier::test::TemporaryFolder;
namespace corpus = limier::corpus;

namespace {

struct Text {
  std::string name;
  std::string body;
};

/// A database of named texts in a folder of its own, and perhaps a file of synonyms.
class Library {
 public:
  Library(std::initializer_list<Text> texts, std::string_view synonyms = {})
      : Library(std::vector<Text>(texts), synonyms) {}

  explicit Library(const std::vector<Text>& texts, std::string_view synonyms = {})
      : database_(folder_ / "index") {
    std::filesystem::create_directory(folder_ / "index");
    const std::string generation = database_.next();
    corpus::create_generation(database_.generation_path(generation));
    database_.publish(generation);
    limier::indexer::Writer writer(database_, {});
    for (const Text& text : texts) {
      corpus::Document document;
      document.body = text.body;
      writer.add(std::move(document), "/presse/" + text.name);
    }
    writer.finish();
    if (synonyms.empty()) return;
    synonyms_ = (folder_ / "synonymes").string();
    limier::test::write_file(synonyms_, synonyms);
  }

  /// The names of what is found, the best first; behind a `~` if the query had to be relaxed.
  [[nodiscard]] std::string found(std::string_view query, const SearchOptions& options = {}) const {
    std::string names;
    const auto [outcome, hits] = search(query, options);
    for (const Hit& hit : hits)
      names += (names.empty() ? "" : " ") + hit.record.path.substr(hit.record.path.rfind('/') + 1);
    return outcome.relaxed ? "~" + names : names;
  }

  /// The same in the order of the names.
  [[nodiscard]] std::string all(std::string_view query, const SearchOptions& options = {}) const {
    std::vector<std::string> names;
    for (const Hit& hit : search(query, options).hits)
      names.push_back(hit.record.path.substr(hit.record.path.rfind('/') + 1));
    std::sort(names.begin(), names.end());
    std::string result;
    for (const std::string& name : names) result += (result.empty() ? "" : " ") + name;
    return result;
  }

  /// The text of one name with its highlights in brackets.
  [[nodiscard]] std::string lit(std::string_view query, std::string_view name) const {
    std::string result;
    for (const Hit& hit : search(query, {}).hits)
      if (hit.record.path.ends_with(name)) result = bracketed(hit.record.text, hit.highlights);
    return result;
  }

  [[nodiscard]] Outcome outcome(std::string_view query, const SearchOptions& options = {}) const {
    return search(query, options).outcome;
  }

 private:
  [[nodiscard]] Answer search(std::string_view query, const SearchOptions& options) const {
    return Searcher({(folder_ / "index").string()}, synonyms_).search(query, options);
  }

  TemporaryFolder folder_;
  corpus::DatabaseFolder database_;
  std::string synonyms_;
};

SearchOptions without_variants() {
  SearchOptions options;
  options.variants = false;
  return options;
}

SearchOptions as_typed() {
  SearchOptions options;
  options.as_typed = true;
  options.count_all = true;
  return options;
}

Library names() {
  return {{"a", "Hier, Tokaïev parlait. Le discours de Tokaïev fut bref, dit Tokaïev."},
          {"b", "Selon Tokayev, la route ouvre demain, et le pont après la fête du village."},
          {"c", "La route est longue."}};
}

/// A text with the acronym and its long form, one with each of them, and one with neither.
Library associations() {
  return {{"a", "Le Comité des pêcheurs de Valserac (CPV) se réunit."},
          {"b", "Hier, le comité des pêcheurs de Valserac votait."},
          {"c", "La criée accueille le CPV."},
          {"d", "Le comité de Valserac voit des pêcheurs."}};
}

/// Spellings of names as French, English and German papers have them.
const std::vector<std::string>& clusters() {
  static const std::vector<std::string> names = {
      "Gorbatchev Gorbachev Gorbatschow",
      "Khrouchtchev Khrushchev Chruschtschow",
      "Eltsine Yeltsin",
      "Poutine Putin",
      "Loukachenko Lukashenko Lukaschenko",
      "Zelensky Zelenski Zelenskyy Selenskyj",
      "Tchekhov Chekhov Tschechow",
      "Dostoïevski Dostoevsky Dostoyevsky Dostojewski",
      "Tchaïkovski Tchaikovsky Tschaikowski",
      "Soljenitsyne Solzhenitsyn",
      "Chostakovitch Shostakovich Schostakowitsch",
      "Prigojine Prigozhin",
      "Choïgou Shoigu",
      "Timochenko Tymoshenko",
      "Iouchtchenko Yushchenko",
      "Porochenko Poroshenko Poroschenko",
      "Brejnev Brezhnev Breschnew",
      "Trotski Trotsky Trotzki",
      "Tikhanovskaïa Tikhanovskaya",
      "Vychinski Vyshinsky",
      "Tchernobyl Chernobyl Tschernobyl",
      "Joukov Zhukov Schukow",
      "Rachmaninov Rachmaninoff Rachmaninow",
      "Pouchkine Pushkin Puschkin",
      "Boulgakov Bulgakov Bulgakow",
      "Tourgueniev Turgenev Turgenjew",
      "Tokaïev Tokayev Tokaev Tokajew",
      "Nazarbaïev Nazarbayev Nasarbajew",
      "Kirghizistan Kirghizstan Kyrgyzstan",
      "Ouzbékistan Uzbekistan",
      "Tadjikistan Tajikistan Tadschikistan",
      "Mirzioïev Mirziyoyev",
      "Berdymoukhamedov Berdymukhamedov",
      "Japarov Djaparov Zhaparov",
      "Atambaïev Atambayev Atambajew",
      "Kadhafi Gaddafi Qaddafi Gadhafi",
      "Mohamed Mohammed Muhammad",
      "Hussein Husseïn Hossein Hussain",
      "Moubarak Mubarak",
      "Khomeini Khomeyni Khomeiny",
      "Oussama Osama Usama",
      "Bachar Bashar",
      "Ghannouchi Ghannushi",
      "Rafsandjani Rafsanjani Rafsandschani",
      "Ahmadinejad Ahmadinedjad",
      "Khachoggi Khashoggi",
      "Haniyeh Hanieh Haniya",
      "Tsé-toung Zedong",
      "Xiaoping Hsiao-ping",
      "Kouo-min-tang Guomindang Kuomintang",
  };
  return names;
}

std::vector<std::string> split(const std::string& words) {
  std::istringstream stream(words);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// A text about each spelling, named after its cluster and itself.
std::vector<Text> texts_about_names() {
  const std::vector<std::pair<std::string, std::string>> frames = {
      {"Hier soir, ", " a reçu la presse au palais, puis le cortège a repris la route du port."},
      {"Selon un proche de ", ", l’accord sera signé avant la fin du mois de mars."},
      {"Longtemps le nom de ", " ne fut prononcé qu’à voix basse dans les villages."},
      {"« Personne ne connaît ", " mieux que moi », assure l’ancien ministre."},
  };
  std::vector<Text> texts;
  for (std::size_t i = 0; i < clusters().size(); ++i)
    for (const std::string& spelling : split(clusters()[i])) {
      const auto& [before, after] = frames[texts.size() % frames.size()];
      std::string text = before;
      text.append(spelling).append(after);
      texts.push_back({std::to_string(i) + "-" + spelling, text});
    }
  return texts;
}

}  // namespace

TEST_CASE("ways: other spellings of a name are found behind the typed one") {
  const Library library = names();
  CHECK(library.found("Tokayev") == "b a");
  CHECK(library.found("Tokaïev") == "a b");
  CHECK(library.found("tokaiev") == "a b");
  CHECK(library.found("Tokayev route") == "b");
  CHECK(library.all("Tokaev") == "a b");
}

TEST_CASE("ways: other spellings of a name are highlighted") {
  const Library library = names();
  CHECK(library.lit("Tokayev", "a") ==
        "Hier, [Tokaïev] parlait. Le discours de [Tokaïev] fut bref, dit [Tokaïev].");
  CHECK(library.lit("Tokaïev route", "b").find("Selon [Tokayev], la [route] ouvre") == 0);
}

TEST_CASE("ways: other spellings of a name are told") {
  const Library library = names();
  const Outcome outcome = library.outcome("Tokayev route");
  REQUIRE(outcome.expansions.size() == 1);
  CHECK(outcome.expansions[0].typed == "Tokayev");
  CHECK(outcome.expansions[0].shown == "Tokaïev");
  CHECK(outcome.expansions[0].origin == Origin::variant);
  CHECK(outcome.missing.empty());
  CHECK(library.outcome("Tokaev").missing == std::vector<std::string>{"Tokaev"});
  CHECK(library.outcome("Tokaev").expansions.size() == 2);
}

TEST_CASE("ways: only the typed spelling is found without variants") {
  const Library library = names();
  CHECK(library.found("Tokayev", without_variants()) == "b");
  CHECK(library.found("Tokaïev", without_variants()) == "a");
  CHECK(library.outcome("Tokayev", without_variants()).expansions.empty());
  CHECK(library.found("\"Tokayev\"") == "b");
}

TEST_CASE("ways: variants are counted as they are found") {
  const Library library = names();
  CHECK(library.outcome("Tokayev", as_typed()).documents == 2);
  SearchOptions options = as_typed();
  options.variants = false;
  CHECK(library.outcome("Tokayev", options).documents == 1);
}

TEST_CASE("ways: names are found in many spellings") {
  const Library library = {{"a", "Hier, Loukachenko et Zelensky parlaient de Tchekhov."},
                           {"b", "Hier, Lukashenko et Zelenskyy parlaient de Chekhov."},
                           {"c", "Hier, Poutine allait au Kirghizistan."},
                           {"d", "Hier, Putin allait au Kirghizstan."}};
  for (const char* query : {"Loukachenko", "lukashenko", "Zelenski", "zelensky", "Tchekhov",
                            "Chekhov", "Lukashenko Zelensky"}) {
    CAPTURE(query);
    CHECK(library.all(query) == "a b");
  }
  for (const char* query : {"Poutine", "putin", "kirghizistan", "Kirghizstan Poutine"}) {
    CAPTURE(query);
    CHECK(library.all(query) == "c d");
  }
}

TEST_CASE("ways: each spelling of fifty names finds the others, and no other name") {
  REQUIRE(clusters().size() == 50);
  const Library library(texts_about_names());
  SearchOptions options;
  options.limit = 1000;
  double recall = 0;
  for (std::size_t i = 0; i < clusters().size(); ++i) {
    const std::vector<std::string> spellings = split(clusters()[i]);
    std::size_t found = 0;
    for (const std::string& spelling : spellings) {
      CAPTURE(spelling);
      const std::vector<std::string> texts = split(library.found(spelling, options));
      REQUIRE_FALSE(texts.empty());
      CHECK(texts[0] == std::to_string(i) + "-" + spelling);
      for (const std::string& text : texts) CHECK(text.starts_with(std::to_string(i) + "-"));
      found += texts.size();
    }
    recall += static_cast<double>(found) / static_cast<double>(spellings.size() * spellings.size());
  }
  CHECK(recall / static_cast<double>(clusters().size()) >= 0.93);
}

TEST_CASE("ways: a part of a compound name is found in its other spellings") {
  const Library library = {{"a", "Hier, Kassym-Jomart Tokaïev parlait."},
                           {"b", "Hier, Qassym-Jomart Tokayev parlait."},
                           {"c", "Hier, Kassym parlait à Jomart."}};
  CHECK(library.all("Kassym-Jomart") == "a b");
  CHECK(library.all("Qassym-Jomart") == "a b");
  CHECK(library.all("Kassym-Jomart Tokaev") == "a b");
  CHECK(library.lit("Kassym-Jomart", "b") == "Hier, [Qassym-Jomart] Tokayev parlait.");
  CHECK(library.all("Kassym-Jomart", without_variants()) == "a");
  REQUIRE(library.outcome("Kassym-Jomart").expansions.size() == 1);
  CHECK(library.outcome("Kassym-Jomart").expansions[0].shown == "Qassym Jomart");
}

TEST_CASE("ways: Chinese names are found however they are transcribed") {
  const Library library = {{"a", "Hier, Mao Zedong parlait à Deng Xiaoping."},
                           {"b", "Hier, Mao Tsé-toung parlait à Teng Hsiao-ping."},
                           {"c", "Hier, Mao parlait."}};
  CHECK(library.all("Mao Zedong") == "a b");
  CHECK(library.all("Mao Tsé-toung") == "a b");
  CHECK(library.all("Xiaoping") == "a b");
  CHECK(library.lit("Zedong", "b") == "Hier, Mao [Tsé-toung] parlait à Teng Hsiao-ping.");
}

TEST_CASE("ways: an acronym finds its long form and is found by it") {
  const Library library = associations();
  CHECK(library.all("CPV") == "a b c");
  CHECK(library.all("cpv") == "a b c");
  CHECK(library.all("\"comité des pêcheurs de Valserac\"") == "a b c");
  CHECK(library.lit("CPV", "b") == "Hier, le [comité des pêcheurs de Valserac] votait.");
  CHECK(library.lit("\"comité des pêcheurs de Valserac\"", "c") == "La criée accueille le [CPV].");
  CHECK(library.all("CPV", without_variants()) == "a c");
  CHECK(library.all("\"comité des pêcheurs de Valserac\"", without_variants()) == "a b");
  CHECK(library.all("\"CPV\"") == "a c");
}

TEST_CASE("ways: acronyms of any spelling find their long forms") {
  const Library library = {
      {"a", "Le budget de la recherche et développement (R&D) double, dit l’Insee."},
      {"b", "La recherche et développement coûte."},
      {"c", "L’Institut national de la statistique et des études économiques (Insee) compte."},
      {"d", "Il dirige l’institut national de la statistique et des études économiques."},
      {"e", "Un visa de long séjour valant titre de séjour (V.L.S.T.S.) est exigé."},
      {"f", "Les visas et le titre de séjour."}};
  CHECK(library.all("R&D") == "a b");
  CHECK(library.all("\"recherche et développement\"") == "a b");
  CHECK(library.all("l’Insee") == "a c d");
  CHECK(library.all("INSEE") == "a c d");
  CHECK(library.all("VLSTS") == "e");
  CHECK(library.outcome("\"recherche et développement\"").expansions[0].shown == "R&D");
}

TEST_CASE("ways: an acronym and its long form are told") {
  const Library library = associations();
  const Outcome outcome = library.outcome("CPV");
  REQUIRE(outcome.expansions.size() == 1);
  CHECK(outcome.expansions[0].shown == "comité des pêcheurs de valserac");
  CHECK(outcome.expansions[0].origin == Origin::acronym);
  const Outcome other = library.outcome("\"comité des pêcheurs de Valserac\"");
  REQUIRE(other.expansions.size() == 1);
  CHECK(other.expansions[0].shown == "CPV");
}

TEST_CASE("ways: a synonym never ranks above the typed word") {
  const Library library(
      {{"a", "Navire, navire, navires, navire."},
       {"b",
        "Dans le port de Mornac dort depuis la tempête, loin de la jetée, un très "
        "vieux bateau que personne ne répare."},
       {"c", "Un navire."},
       {"d", "Le gardien de phare veille."}},
      "bateau, navire\nguetteur, gardien de phare\nnavire, nef\n");
  CHECK(library.found("bateau").find("b ") == 0);
  CHECK(library.all("bateau") == "a b c");
  CHECK(library.all("bateaux", without_variants()) == "b");
  CHECK(library.all("bateau", without_variants()) == "a b c");
  CHECK(library.found("guetteur") == "d");
  CHECK(library.lit("guetteur", "d") == "Le [gardien de phare] veille.");
  CHECK(library.all("nef") == "a c");
  CHECK(library.found("\"bateau\"") == "b");
  const Outcome outcome = library.outcome("nef");
  REQUIRE(outcome.expansions.size() == 1);
  CHECK(outcome.expansions[0].shown == "navire");
  CHECK(outcome.expansions[0].origin == Origin::synonym);
  CHECK(outcome.missing == std::vector<std::string>{"nef"});
}

TEST_CASE("ways: a quoted member of several words finds its synonyms") {
  const Library library({{"a", "Le guetteur veille."}, {"b", "Le gardien de phare dort."}},
                        "guetteur, gardien de phare\n");
  CHECK(library.found("\"gardien de phare\"") == "b a");
  CHECK(library.found("guetteur") == "a b");
}

TEST_CASE("ways: words side by side find what they mean together") {
  const Library library({{"a", "Le guetteur veille."},
                         {"b", "Le gardien de phare dort."},
                         {"c", "Le phare du gardien luit."},
                         {"d", "Le gardien luit."}},
                        "guetteur, gardien de phare\nphare luit, navire\n");
  CHECK(library.found("gardien de phare") == "b c a");
  CHECK(library.lit("gardien de phare", "a") == "Le [guetteur] veille.");
  CHECK(library.outcome("gardien de phare").missing.empty());
  CHECK(library.all("gardien de phare veille") == "a");
  CHECK(library.found("gardien phare") == "b c");
  CHECK(library.found("phare luit") == "c");
  CHECK(library.all("guetteur -gardien de phare") == "a");
  CHECK(associations().all("comité des pêcheurs de Valserac") == "a b c d");
  CHECK(associations().all("comité des pêcheurs de Valserac", without_variants()) == "a b d");
  CHECK(associations().found("comité des pêcheurs de Valserac").back() == 'c');
}

TEST_CASE("ways: a misspelt word is taken to the nearest") {
  const Library library = {{"a", "Le phare éclaire la marée."}, {"b", "Le bateau est au port."}};
  CHECK(library.found("phrae") == "a");
  CHECK(library.found("Phrae marée") == "a");
  CHECK(library.lit("phrae", "a") == "Le [phare] éclaire la marée.");
  const Outcome outcome = library.outcome("phrae");
  CHECK(outcome.missing == std::vector<std::string>{"phrae"});
  REQUIRE(outcome.expansions.size() == 1);
  CHECK(outcome.expansions[0].typed == "phrae");
  CHECK(outcome.expansions[0].shown == "phare");
  CHECK(outcome.expansions[0].origin == Origin::correction);
}

TEST_CASE("ways: a misspelt part of a compound is taken to the nearest") {
  const Library library = {{"a", "La période d’essai finit."}, {"b", "L’essai de la période."}};
  CHECK(library.found("periode-dessai") == "a");
  CHECK(library.lit("periode-dessai", "a") == "La [période d’essai] finit.");
  CHECK(library.outcome("periode-dessai").expansions[0].shown == "periode essai");
  CHECK(library.found("period-xyzzq").empty());
}

TEST_CASE("ways: nothing is corrected that is counted or quoted or known") {
  const Library library = {{"a", "Le phare éclaire."}, {"b", "Le phase finit."}};
  CHECK(library.outcome("phrae", as_typed()).documents == 0);
  CHECK(library.outcome("phrae", as_typed()).expansions.empty());
  CHECK(library.outcome("phrae", as_typed()).missing == std::vector<std::string>{"phrae"});
  CHECK(library.found("\"phrae\"").empty());
  CHECK(library.found("phase") == "b");
  CHECK(library.outcome("phase").expansions.empty());
}

TEST_CASE("ways: numbers are never corrected") {
  const Library library = {{"a", "Le phare date de 1857 et porte à 12500 mètres."},
                           {"b", "Le vol AB1234 part."}};
  for (const char* query : {"1858", "12501", "125000", "AB1235", "AB123"}) {
    CAPTURE(query);
    CHECK(library.found(query).empty());
    CHECK(library.outcome(query).expansions.empty());
  }
}

TEST_CASE("ways: what a minus excludes is neither corrected nor widened") {
  const Library library({{"a", "Sur le quai, Tokaïev admire le phare."},
                         {"b", "Sur le quai, Tokayev admire un navire."},
                         {"c", "Au quai, le Comité des pêcheurs de Valserac (CPV) vote."},
                         {"d", "Au quai, le comité des pêcheurs de Valserac dort."}},
                        "bateau, navire\nvaisseau, navire\n");
  CHECK(library.all("quai -Tokayev") == "a c d");
  CHECK(library.all("quai -Tokaev") == "a b c d");
  CHECK(library.all("quai -phrae") == "a b c d");
  CHECK(library.all("quai -phare") == "b c d");
  CHECK(library.all("quai -bateau") == "a b c d");
  CHECK(library.all("quai -CPV") == "a b d");
  CHECK(library.all("quai -\"comité des pêcheurs de Valserac\"") == "a b");
  CHECK(library.outcome("quai -phrae -bateau").expansions.empty());
  CHECK(library.outcome("quai -phrae -bateau").missing.empty());
}
