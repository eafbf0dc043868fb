// Near-copies are folded into the first of them, whatever the order in which they came.
#include <algorithm>
#include <string>
#include <vector>

#include "query/searcher.hh"
#include "tests/catch.hh"
#include "tests/library.hh"

using namespace limier::query;
using namespace limier::test;
namespace corpus = limier::corpus;

namespace {

/// The same story, as another newspaper prints it.
std::string story(int paper) {
  const std::string number = std::to_string(paper);
  return "Le journal " + number +
         " titre sur la criée\n\n"
         "La criée de Port-Armel n’a rien vendu mardi : les pêcheurs, réunis à l’aube devant la "
         "halle, ont décidé de garder leurs bateaux à quai jusqu’à la fin de la semaine. Ils "
         "demandent que le prix du gazole soit gelé et que l’œuvre de secours des marins reçoive "
         "enfin la subvention qui lui avait été promise au printemps.\n\n"
         "Le préfet les recevra jeudi. « Nous ne bougerons pas d’ici là », prévient leur doyen, "
         "qui a connu les grandes grèves et n’en garde pas que de mauvais souvenirs.\n\n"
         "Abonnez-vous au journal " +
         number + " pour en lire davantage.";
}

std::vector<Text> papers(int count) {
  std::vector<Text> texts;
  for (int i = 0; i < count; ++i) texts.push_back({"copie" + std::to_string(i), story(i)});
  return texts;
}

/// `name+copies` of each hit.
std::string folded(const Library& library, std::string_view query,
                   const SearchOptions& options = {}) {
  std::string result;
  for (const Hit& hit : library.search(query, options).hits) {
    result += (result.empty() ? "" : " ") + hit.record.path.substr(hit.record.path.rfind('/') + 1);
    if (hit.similar > 0) result += '+' + std::to_string(hit.similar);
  }
  return result;
}

}  // namespace

TEST_CASE("copies: the same story in ten papers is one result, and all are counted") {
  const Library library;
  library.add_all(papers(10));
  library.add("/presse/autre", text("Une criée sur le gazole des pêcheurs."));
  CHECK(folded(library, "criée gazole subvention") == "copie0+9");
  CHECK(folded(library, "criée gazole").size() == std::string("autre copie0+9").size());
  CHECK(library.search("criée gazole").outcome.documents == 11);
  CHECK(library.search("criée gazole", as_typed()).outcome.documents == 11);
  SearchOptions facets;
  facets.facet = Facet::source;
  facets.limit = 0;
  CHECK(library.search("criée gazole", facets).outcome.facets.at(0).second == 11);
  SECTION("unless all are asked for") {
    CHECK(library.search("criée", with_copies()).hits.size() == 10);
    SearchOptions more = with_copies();
    more.limit = 20;
    CHECK(library.search("criée", more).hits.size() == 11);
  }
  SECTION("also where texts must be read, and where any word is enough") {
    CHECK(folded(library, "\"le prix du gazole\"") == "copie0+9");
    CHECK(folded(library, "« secours des marins » subvention").find("copie0+9") == 0);
    CHECK(folded(library, "subvention zeppelin dirigeable", with(MatchMode::any)) == "copie0+9");
  }
}

TEST_CASE("copies: a page has as many distinct results as there are") {
  const Library library;
  library.add_all(papers(150));
  std::vector<Text> others;
  for (int i = 0; i < 15; ++i)
    others.push_back({"autre" + std::to_string(i),
                      paragraphs(3) + "Une criée, la " + std::to_string(i) + "e du port."});
  library.add_all(others);
  SearchOptions options;
  options.limit = 16;
  const auto hits = library.search("criée", options).hits;
  REQUIRE(hits.size() == 16);
  CHECK(hits[0].similar == 149);
  SECTION("pages are parts of one list") {
    const std::string all = library.found("criée", options);
    std::string pages;
    for (options.limit = 5; options.offset < 20; options.offset += 5) {
      const std::string page = library.found("criée", options);
      if (!page.empty()) pages += (pages.empty() ? "" : " ") + page;
    }
    CHECK(pages == all);
  }
}

TEST_CASE("copies: the newest stands for the others where the newest come first") {
  const Library library;
  for (int i = 0; i < 5; ++i) {
    corpus::Document document = text(story(i));
    document.date = "2022-01-0" + std::to_string(1 + (i * 3) % 5);
    library.add("/presse/" + std::to_string(i), document);
  }
  library.add("/presse/sans", text("Une criée sans date."));
  SearchOptions newest;
  newest.order = Order::date;
  CHECK(folded(library, "criée", newest) == "3+4 sans");
  newest.limit = 1;
  CHECK(folded(library, "criée", newest) == "3+4");
}

TEST_CASE("copies: the answer depends neither on the order of indexing nor on shards") {
  std::vector<Text> texts = papers(30);
  for (int i = 0; i < 8; ++i)
    texts.push_back({"autre" + std::to_string(i),
                     "La criée numéro " + std::to_string(i) + ". " + paragraphs(i)});
  const Library library;
  library.add_all(texts);
  const std::string expected = folded(library, "criée journal", with(MatchMode::any));
  CHECK(expected.find("+29") != std::string::npos);
  std::reverse(texts.begin(), texts.end());
  const Library reversed;
  for (const Text& each : texts) reversed.add_all({each});
  CHECK(folded(reversed, "criée journal", with(MatchMode::any)) == expected);
  SECTION("in two databases") {
    Library left;
    Library right;
    for (std::size_t i = 0; i < texts.size(); ++i) (i % 2 == 0 ? left : right).add_all({texts[i]});
    Searcher both({left.folder(), right.folder()}, {});
    const auto hits = both.search("criée journal", with(MatchMode::any)).hits;
    for (const Hit& hit : hits) CHECK((hit.similar == 29 || hit.similar == 0));
    CHECK(hits.size() == 9);
  }
}

TEST_CASE("copies: long documents are compared as wholes, whichever section matches") {
  std::string book;
  std::string sequel;
  for (int i = 0; i < 400; ++i) {
    const std::string chapter = "Chapitre " + std::to_string(i * i) + ", où le capitaine ";
    const std::string letter = " la lettre numéro " + std::to_string(7 * i) + " de son frère.\n\n";
    book.append(chapter).append("relit").append(letter);
    sequel.append(chapter).append("brûle enfin").append(letter);
  }
  const Library library;
  library.add("/livres/a", text(book + "La baleine sombre."));
  library.add("/livres/b", text("Nouvelle édition.\n\n" + book + "La baleine sombre."));
  library.add("/livres/c", text(sequel + "La baleine plonge."));
  CHECK(folded(library, "baleine").find("+1") != std::string::npos);
  CHECK(library.search("baleine").hits.size() == 2);
  CHECK(library.search("nouvelle édition baleine", with(MatchMode::any)).hits.size() == 2);
  CHECK(library.search("baleine", with_copies()).hits.size() == 3);
}
