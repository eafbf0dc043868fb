// What the query language finds beyond words: prefixes, words near each other, dates.
#include <string>
#include <vector>

#include "tests/catch.hh"
#include "tests/library.hh"
#include "tests/support.hh"

using namespace limier::query;
using namespace limier::test;
namespace corpus = limier::corpus;

namespace {

/// Documents named for their dates.
void add_dated(const Library& library, const std::vector<std::string>& dates) {
  for (const std::string& date : dates) {
    corpus::Document document = text("Le navire entre au bassin de l’" + std::string("île."));
    document.date = date;
    library.add("/presse/" + (date.empty() ? "sans" : date), document);
  }
}

SearchOptions dated(const std::string& range) {
  SearchOptions options;
  options.dates = corpus::date_range(range).value();
  return options;
}

}  // namespace

TEST_CASE("language: a query that is no UTF-8 is Windows-1252, never UTF-16") {
  CHECK(finds("\xFF\xFE\xE9nergie", "Une ÿþénergie."));
  CHECK(finds("\xE9nergie", "L’énergie."));
}

TEST_CASE("language: a prefix finds whatever begins so, with or without accents") {
  const Library library{
      {"a", "La présidente préside."}, {"b", "LE PRESIDENT"}, {"c", "la présence"}};
  CHECK(library.all("présid*") == "a b");
  CHECK(library.all("presid*") == "a b");
  CHECK(library.all("prés*") == "a b c");
  CHECK(library.all("prés* -presid*") == "c");
  CHECK(library.found("présid*").find('a') == 0);
  CHECK(library.lit("présid*") == "La [présidente] [préside].");
  CHECK(library.found("présidentielle*").empty());
}

TEST_CASE("language: a prefix lights every word that begins so, and no stop word") {
  const Library library{{"a", "Les légendes du lac, le légat."}};
  CHECK(library.lit("lé*") == "Les [légendes] du lac, le [légat].");
  CHECK(library.lit("l*") == "Les [légendes] du [lac], le [légat].");
}

TEST_CASE("language: a prefix of a compound") {
  const Library library{{"a", "Le porte-parole du roi."},
                        {"b", "Le porteparole du roi."},
                        {"c", "La porte et la parole du roi."}};
  CHECK(library.all("porte-par*") == "a b");
  CHECK(library.all("porteparo*") == "a b");
  CHECK(library.lit("porte-par*") == "Le [porte-parole] du roi.");
}

TEST_CASE("language: in a phrase, a hyphen may stand or not") {
  const Library library{{"a", "Le porte-parole du port parle."},
                        {"b", "Le porteparole du port parle."},
                        {"c", "La porte du port, la parole du roi."}};
  CHECK(library.all("\"porteparole du port\"") == "a b");
  CHECK(library.all("\"porte-parole du port\"") == "a b");
  CHECK(library.all("\"porte parole du port\"") == "a");
  CHECK(library.all("\"le porteparole\"") == "a b");
  CHECK(library.search("\"porteparole du port\"", as_typed()).outcome.documents == 2);
  CHECK(library.lit("\"porteparole du port\"").find("[porte") != std::string::npos);
  CHECK(library.all("parle -\"porteparole du port\"").empty());
}

TEST_CASE("language: within a phrase no word is taken for another") {
  const Library library{{"a", "Hier, le président Tokaïev parlait."},
                        {"b", "Hier, le président Tokayev parlait."}};
  CHECK(library.found("\"président Tokaïev\"") == "a");
  CHECK(library.all("président Tokaïev") == "a b");
}

TEST_CASE("language: words near each other, in either order and any inflection") {
  const Library library{{"a", "Le port accueille de grands navires."},
                        {"b", "Des navires, puis encore d’autres bateaux dans les ports."},
                        {"c", "Le port.\n\n" + paragraphs(1) + "Un navire."}};
  CHECK(library.all("port NEAR/5 navire") == "a");
  CHECK(library.all("port NEAR/8 navire") == "a b");
  CHECK(library.all("navires NEAR/100 ports") == "a b");
  CHECK(library.all("port NEAR/4 navire") == "a");
  CHECK(library.found("port NEAR/3 navire").empty());
  CHECK(library.search("port NEAR/8 navire", as_typed()).outcome.documents == 2);
  CHECK(library.search("port NEAR/8 navire", as_typed()).outcome.exact);
}

TEST_CASE("language: what is near is lit only where it is") {
  const Library library{{"a",
                         "Le port est vide. Au port entre enfin un navire. Ailleurs, loin de "
                         "tout, on ne verrait jamais arriver le moindre navire."}};
  CHECK(library.lit("port NEAR/5 navire") ==
        "Au [port] entre enfin un [navire]. Ailleurs, loin de tout, on ne verrait jamais arriver "
        "le moindre navire.");
}

TEST_CASE("language: stop words, phrases, compounds and prefixes near each other") {
  const Library library{{"a", "Un porte-parole de la mairie annonce la fin des travaux."},
                        {"b", "La fin approche, dit la mairie par son porte-parole."}};
  CHECK(library.all("porte-parole NEAR/3 mairie") == "a b");
  CHECK(library.all("porteparole NEAR/3 mairie") == "a b");
  CHECK(library.all("mairie NEAR/1 la") == "a b");
  CHECK(library.all("mairie NEAR/1 annonce") == "a");
  CHECK(library.all("\"fin des travaux\" NEAR/2 annonce") == "a");
  CHECK(library.all("mair* NEAR/1 annon*") == "a");
  CHECK(library.all("porte-parole NEAR/3 mairie NEAR/1 annonce") == "a");
  CHECK(library.all("porte-parole NEAR/3 mairie NEAR/1 fin").empty());
}

TEST_CASE("language: a word is not near itself") {
  const Library library{{"a", "Le port."}, {"b", "De port en port."}};
  CHECK(library.all("port NEAR/5 port") == "b");
}

TEST_CASE("language: NEAR beside other operators") {
  const Library library{
      {"a", "chat chien loup"}, {"b", "chat chien"}, {"c", "loup chat x x x chien"}};
  CHECK(library.all("chat NEAR/1 chien ET loup") == "a");
  CHECK(library.all("chat NEAR/1 chien -loup") == "b");
  CHECK(library.all("loup -chat NEAR/1 chien") == "c");
  CHECK(library.all("chat NEAR/1 chien OU x") == "a b c");
  CHECK(library.all("(… NEAR/5 …) loup") == library.all("loup"));
}

TEST_CASE("language: documents of a date, a month or a range") {
  const Library library;
  add_dated(library, {"2021-12-31", "2022-01-05", "2022-01-31", "2022-02", "2023", ""});
  CHECK(library.all("date:2022-01") == "2022-01-05 2022-01-31");
  CHECK(library.all("navire date:2022") == "2022-01-05 2022-01-31 2022-02");
  CHECK(library.all("navire date:5/1/2022") == "2022-01-05");
  CHECK(library.all("date:2022-01-31..2023-01 navire") == "2022-01-31 2022-02 2023");
  CHECK(library.all("navire date:2022-02..") == "2022-02 2023");
  CHECK(library.all("navire date:..2022-01") == "2021-12-31 2022-01-05 2022-01-31");
  CHECK(library.all("navire -date:2022") == "2021-12-31 2023 sans");
  CHECK(library.all("date:2021 OU date:2023") == "2021-12-31 2023");
  CHECK(library.all("\"de l’île\" date:2022-01") == "2022-01-05 2022-01-31");
  CHECK(library.found("navire date:2023..2022").empty());
}

TEST_CASE("language: dates from outside the query narrow it down, whatever it is") {
  const Library library;
  add_dated(library, {"2021-12-31", "2022-01-31", "2023-05-01", ""});
  CHECK(library.all("navire", dated("2022..")) == "2022-01-31 2023-05-01");
  CHECK(library.all("navire OU bassin", dated("..2022-01")) == "2021-12-31 2022-01-31");
  CHECK(library.all("-baleine", dated("2022..2022")) == "2022-01-31");
  SearchOptions any = dated("2022..2022");
  any.match = MatchMode::any;
  CHECK(library.all("navire baleine", any) == "2022-01-31");
  CHECK(library.all("de", dated("2022..2022")) == "2022-01-31");
  CHECK(library.found("", dated("2022..2022")).empty());
}

TEST_CASE("language: documents that only lack a date are counted") {
  const Library library;
  add_dated(library, {"2021", "2022", "", "2024"});
  library.add("/presse/autre", text("Un autre texte."));
  CHECK(library.search("navire date:2022").outcome.undated == 1);
  CHECK(library.search("navire", dated("2022..")).outcome.undated == 1);
  CHECK(library.search("navire -date:2022").outcome.undated == 0);
  CHECK(library.search("\"de l’île\" date:2022").outcome.undated == 1);
  CHECK(library.search("navire").outcome.undated == 0);
  CHECK(library.search("date:2022").outcome.undated == 2);
}

TEST_CASE("language: what was not followed to the letter is told") {
  const Library library{{"a", "Le chat dort."}};
  CHECK(library.search("chat").outcome.notes.empty());
  CHECK(library.search(std::string(40, '(') + "chat").outcome.notes.size() == 1);
}
