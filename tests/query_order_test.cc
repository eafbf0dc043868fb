// Order, pages, facets, documents like another, reasons, time limits, and several databases.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "corpus/error.hh"
#include "corpus/store/generation.hh"
#include "query/searcher.hh"
#include "tests/catch.hh"
#include "tests/library.hh"

using namespace limier::query;
using namespace limier::test;
namespace corpus = limier::corpus;

namespace {

using Facets = std::vector<std::pair<std::string, std::size_t>>;

SearchOptions newest(std::size_t limit = 10, std::size_t offset = 0) {
  SearchOptions options = with_copies();
  options.order = Order::date;
  options.limit = limit;
  options.offset = offset;
  return options;
}

SearchOptions counting(Facet facet) {
  SearchOptions options;
  options.facet = facet;
  options.limit = 0;
  return options;
}

corpus::Document article(std::string body, std::string date, std::string source = {},
                         std::string author = {}) {
  corpus::Document document = text(std::move(body));
  document.date = std::move(date);
  document.source = std::move(source);
  document.author = std::move(author);
  return document;
}

/// `port` in two newspapers over two years, once in a long document and once without a date.
const Library& newspapers() {
  static const Library library;
  static const bool ready = [] {
    library.add("/a", article("Le port de la ville.", "2021-03-01", "La Gazette", "Roux"));
    library.add("/b", article("Un port de pêche.", "2022-01-05", "La Gazette", "Petit"));
    library.add("/c", article("Le port de la mer.", "2022-01-20", "Le Phare"));
    library.add("/d", article("Le port de la côte.\n\n" + paragraphs(30) + "Le port de la fin.",
                              "2022-02", "Le Phare", "Roux"));
    library.add("/e", article("Le port de la nuit.", ""));
    library.add("/f", article("Autre chose.", "2022-01-05", "La Gazette"));
    return true;
  }();
  REQUIRE(ready);
  return library;
}

double sum_of(const std::vector<Reason>& reasons) {
  double sum = 0;
  for (const Reason& reason : reasons) sum += reason.score;
  return sum;
}

/// `word as found` for each reason of the first hit but the passage.
std::string why(const Library& library, std::string_view query) {
  SearchOptions options;
  options.explain = true;
  const auto hits = library.search(query, options).hits;
  std::string result;
  for (const Hit& hit : hits) {
    if (std::abs(sum_of(hit.why) - hit.score) > 1e-6) FAIL("does not add up: " << query);
    if (hit.rank > 1) continue;
    for (const Reason& reason : hit.why) {
      if (reason.as == "passage") continue;
      result += (result.empty() ? "" : "; ") + reason.typed + " " + reason.as;
      for (const std::string& found : reason.found) result += " " + found;
    }
  }
  return result;
}

}  // namespace

TEST_CASE("order: the newest first, those without a date last") {
  CHECK(newspapers().found("port", newest()) == "d c b a e");
  CHECK(newspapers().found("\"le port de la\"", newest()) == "d c a e");
  CHECK(newspapers().found("port date:2022", newest()) == "d c b");
}

TEST_CASE("order: what has the same date is in the order of its key") {
  const Library library;
  for (const char* name : {"d", "b", "e", "a", "c"})
    library.add(std::string("/") + name, article("Le port de la ville.", "2022-01-05"));
  library.add("/f", article("Le port de la ville.", "2022-01-06"));
  CHECK(library.found("port", newest()) == "f a b c d e");
  CHECK(library.found("port", newest(3)) == "f a b");
  CHECK(library.found("port", newest(2, 2)) == "b c");
  CHECK(library.found("\"port de la\"", newest(3)) == "f a b");
  CHECK(library.found("port", newest(2, 5)) == "e");
  CHECK(library.found("port", newest(2, 6)).empty());
}

TEST_CASE("order: pages are parts of one list") {
  std::vector<Text> texts;
  for (int i = 0; i < 60; ++i)
    texts.push_back({std::to_string(100 + i),
                     "Le port " + std::string(i % 7 == 0 ? "du port " : "") + paragraphs(i % 5)});
  const Library library;
  library.add_all(texts);
  SearchOptions options = with_copies();
  options.limit = 60;
  const std::string all = library.found("port", options);
  std::string pages;
  for (options.limit = 7; options.offset < 60; options.offset += 7)
    pages += (pages.empty() ? "" : " ") + library.found("port", options);
  CHECK(pages == all);
  options.offset = 14;
  CHECK(library.search("port", options).hits.at(0).rank == 15);
  CHECK(library.search("port", options).outcome.documents == 60);
  options.offset = 100;
  CHECK(library.found("port", options).empty());
}

TEST_CASE("facets: documents are counted by source, author, year and month") {
  const auto facets = [](std::string_view query, Facet facet) {
    const auto [outcome, hits] = newspapers().search(query, counting(facet));
    CHECK(outcome.exact);
    std::size_t sum = 0;
    for (const auto& [value, documents] : outcome.facets) sum += documents;
    CHECK(sum == outcome.documents);
    return outcome.facets;
  };
  CHECK(facets("port", Facet::source) == Facets{{"La Gazette", 2}, {"Le Phare", 2}, {"", 1}});
  CHECK(facets("port", Facet::author) == Facets{{"Roux", 2}, {"Petit", 1}, {"", 2}});
  CHECK(facets("port", Facet::year) == Facets{{"2021", 1}, {"2022", 3}, {"", 1}});
  CHECK(facets("port", Facet::month) ==
        Facets{{"2021-03", 1}, {"2022-01", 2}, {"2022-02", 1}, {"", 1}});
  SECTION("of one section or many, and where texts must be read") {
    CHECK(facets("pêche", Facet::source) == Facets{{"La Gazette", 1}});
    CHECK(facets("\"le port de la\"", Facet::source) ==
          Facets{{"Le Phare", 2}, {"La Gazette", 1}, {"", 1}});
    CHECK(facets("hippopotame", Facet::source).empty());
  }
}

TEST_CASE("like: what shares its weightiest words, itself left out") {
  const Library library{{"a", "La grève des dockers du port de commerce."},
                        {"b", "Au port, les dockers ont voté la grève."},
                        {"c", "Les dockers travaillent."},
                        {"d", "Tailler les roses en mars."},
                        {"e", "La recette des galettes."}};
  SearchOptions options;
  options.like = "/presse/a";
  CHECK(library.found("", options) == "b c");
  options.like = "/presse/d";
  CHECK(library.found("", options).empty());
  options.like = "/presse/z";
  CHECK_THROWS_AS(library.found("", options), corpus::Error);
}

TEST_CASE("like: dates narrow it down") {
  SearchOptions options = newest();
  options.like = "/a";
  options.dates = corpus::date_range("2022-01").value();
  CHECK(newspapers().found("", options) == "c b");
}

TEST_CASE("explain: which word gave how much, and how the text holds it") {
  const Library library{{"a", "Les élus sont réunies, réunis et Réunies au porte-parole."},
                        {"b", "Un marché de nuit."},
                        {"c", "Selon le président Tokayev, tout va. Tokayev, dit-on."}};
  CHECK(why(library, "réunies") == "réunies typed réunies réunis Réunies");
  CHECK(why(library, "reunies") == "reunies accent réunies réunis Réunies");
  CHECK(why(library, "marchés") == "marchés inflection marché");
  CHECK(why(library, "Tokaïev") == "Tokaïev variant Tokayev");
  CHECK(why(library, "nuitt") == "nuitt correction nuit");
  CHECK(why(library, "présid*") == "présid* prefix président");
  CHECK(why(library, "porteparole") == "porteparole typed porte-parole");
  CHECK(why(library, "\"un marché de\"") == "un marché de typed Un marché de");
  CHECK_FALSE(why(library, "élus NEAR/5 réunies OU marché -baleine").empty());
}

TEST_CASE("explain: nothing is told that was not asked for") {
  CHECK(newspapers().search("port").hits.at(0).why.empty());
}

TEST_CASE("timeout: a query that takes too long is given up with a message") {
  SearchOptions options;
  options.timeout = 1e-9;
  try {
    static_cast<void>(newspapers().search("port", options));
    FAIL("was not given up");
  } catch (const corpus::Error& error) {
    CHECK(std::string(error.what()).find("longer than") != std::string::npos);
  }
  options.timeout = 1000;
  CHECK(newspapers().search("port", options).hits.size() == 5);
}

TEST_CASE("several databases: a document that is in both is found once") {
  const Library a{{"x", "un chat"}, {"y", "un chat de gare"}};
  const Library b{{"x", "un chat"}, {"z", "un chat"}};
  Searcher both({a.folder(), b.folder()}, {});
  const auto names = [&](std::string_view query, const SearchOptions& options) {
    std::string result;
    for (const Hit& hit : both.search(query, options).hits) result += hit.record.path.back();
    return result;
  };
  CHECK(names("\"un chat\"", with_copies()) == "xzy");
  CHECK(names("\"un chat\"", {}) == "xy");
  CHECK(names("chat", newest()) == "xyz");
  CHECK(both.search("chat", as_typed()).outcome.documents == 3);
  CHECK(both.search("\"un chat\"", counting(Facet::source)).outcome.facets == Facets{{"", 3}});
}

TEST_CASE("several databases: of a document that changed, one state is found") {
  const Library old{{"x", "un chat"}};
  const Library changed{{"x", "un chat, un chien et un cheval de trait"}};
  Searcher both({old.folder(), changed.folder()}, {});
  CHECK(both.search("chat", with_copies()).outcome.documents == 1);
}

TEST_CASE("live: a generation that is published is seen by the next query") {
  const Library library{{"a", "un chat"}};
  Searcher searcher({library.folder()}, {});
  CHECK(searcher.search("chat", {}).outcome.documents == 1);
  const corpus::DatabaseFolder folder(library.folder());
  const std::string generation = folder.next();
  corpus::create_generation(folder.generation_path(generation));
  folder.publish(generation);
  CHECK(searcher.search("chat", {}).outcome.documents == 0);
  library.add("/presse/b", text("un chat"));
  CHECK(searcher.search("chat", {}).outcome.documents == 1);
}

TEST_CASE("live: what was committed in place is seen by the next query") {
  const Library library{{"a", "un chat"}};
  Searcher searcher({library.folder()}, {});
  CHECK(searcher.search("chat", {}).outcome.documents == 1);
  library.add("/presse/b", text("un chat"));
  CHECK(searcher.search("chat", {}).outcome.documents == 2);
}

TEST_CASE("live: a database that is removed meanwhile is named") {
  const Library library{{"a", "un chat"}};
  Searcher searcher({library.folder()}, {});
  std::filesystem::remove_all(library.folder());
  try {
    static_cast<void>(searcher.search("chat", {}));
    FAIL("was searched");
  } catch (const corpus::Error& error) {
    CHECK(std::string(error.what()).find(library.folder()) == 0);
  }
}
