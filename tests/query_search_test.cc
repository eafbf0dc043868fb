#include <algorithm>
#include <string>
#include <vector>

#include "corpus/error.hh"
#include "query/searcher.hh"
#include "tests/catch.hh"
#include "tests/library.hh"
#include "tests/support.hh"

using namespace limier::query;
using namespace limier::test;
namespace corpus = limier::corpus;

TEST_CASE("search: accents are restored") {
  const Library library{{"a", "Elles sont réunies sur le quai."}, {"b", "Une séance présidée."}};
  CHECK(library.found("reunies") == "a");
  CHECK(library.found("presidee") == "b");
  CHECK(library.lit("reunies") == "Elles sont [réunies] sur le quai.");
}

TEST_CASE("search: accents rank and never exclude") {
  const Library library{{"a", "Il marche vers le quai."},
                        {"b", "Le marché du vieux quai."},
                        {"c", "Elle marche sur le quai."}};
  CHECK(library.found("marché").find("b ") == 0);
  CHECK(library.found("marché").size() == 5);
  CHECK(library.search("marche").hits.size() == 3);
  CHECK(library.found("\"marché\"") == "b");
}

TEST_CASE("search: the spelling as typed ranks above its inflections") {
  const Library library{{"a", "Des énergies."}, {"b", "Une énergie."}, {"c", "Des énergies."}};
  CHECK(library.found("énergie").find('b') == 0);
}

TEST_CASE("search: a phrase with stop words only where it stands") {
  const Library library{{"a", "Le chat de la gare dort."},
                        {"b", "Le chat et la gare dorment."},
                        {"c", "Le chat dort. La gare de la ville."}};
  CHECK(library.found("\"chat de la gare\"") == "a");
  CHECK(library.found("\"le chat\" gare").size() == 5);
  CHECK(library.found("\"la gare de la ville\"") == "c");
  CHECK(library.found("\"de la\"").size() == 3);
  CHECK(library.lit("\"chat de la gare\"") == "Le [chat de la gare] dort.");
}

TEST_CASE("search: a phrase does not span the title and the text") {
  const Library library;
  library.add("/presse/a", text("noir dessein", "Le chat"));
  CHECK(library.found("\"chat noir\"").empty());
  CHECK(library.found("chat noir") == "a");
}

TEST_CASE("search: compounds") {
  const Library library{{"a", "Le porte-parole du roi."},
                        {"b", "Le porteparole du roi."},
                        {"c", "La porte et la parole du roi."}};
  CHECK(library.search("porte-parole").hits.size() == 2);
  CHECK(library.search("porteparole").hits.size() == 2);
  CHECK(library.search("porte parole").hits.size() == 2);
  CHECK(library.found("\"porte parole\"") == "a");
}

TEST_CASE("search: operators") {
  const Library library{{"a", "chat gris"}, {"b", "chien gris"}, {"c", "chat et chien"}};
  CHECK(library.found("chat ET chien") == "c");
  CHECK(library.search("chat OU chien").hits.size() == 3);
  CHECK(library.found("chat SAUF chien") == "a");
  CHECK(library.found("gris -chat") == "b");
  CHECK(library.search("gris ET (chat OU chien)").hits.size() == 2);
  CHECK(library.search("-chien").hits.size() == 1);
  CHECK(library.found("-chien") == "a");
}

TEST_CASE("search: exclusion is of documents, not of sections") {
  const Library library;
  library.add("/presse/long", text("Le phare luit.\n\n" + paragraphs(40) + "La tempête rugit."));
  library.add("/presse/court", text("Le phare luit."));
  CHECK(library.found("phare tempête", as_typed()).empty());
  CHECK(library.search("phare").hits.size() == 2);
  CHECK(library.found("phare -tempête") == "court");
  CHECK(library.found("phare SAUF tempetes") == "court");
  CHECK(library.found("phare -\"tempête rugit\"") == "court");
  CHECK(library.search("phare -baleine").hits.size() == 2);
}

TEST_CASE("search: a long document is found once, by its best section") {
  const Library library;
  library.add("/presse/long", text(paragraphs(30) + "Le phare luit.\n\n" + paragraphs(30)));
  const auto [outcome, hits] = library.search("quai");
  CHECK(outcome.documents == 1);
  CHECK(hits.size() == 1);
  CHECK(library.lit("phare").find("Le [phare] luit.") == 0);
}

TEST_CASE("search: conditions on fields") {
  const Library library;
  corpus::Document document = text("Le navire entre au bassin.", "La grève du port");
  document.author = "Anna Roux";
  document.source = "La Gazette de Valserac";
  library.add("/presse/2022/a", document);
  document.title = "Le marché présidé";
  document.author = "Jean Petit";
  library.add("/presse/2023/b", document);
  CHECK(library.found("titre:port") == "a");
  CHECK(library.found("title:GREVE") == "a");
  CHECK(library.found("titre:preside") == "b");
  CHECK(library.found("titre:\"grève du port\"") == "a");
  CHECK(library.found("auteur:roux navire") == "a");
  CHECK(library.found("navire -auteur:roux") == "b");
  CHECK(library.search("source:gazette").hits.size() == 2);
  CHECK(library.found("path:/presse/2022") == "a");
  CHECK(library.found("navire chemin:/presse/2023/b") == "b");
  CHECK(library.search("path:/presse").hits.size() == 2);
  CHECK(library.found("path:/pres").empty());
  CHECK(library.search("path:/").hits.size() == 2);
  CHECK(library.found("titre:navire").empty());
  CHECK(library.found("titre:port OU auteur:petit").size() == 3);
}

TEST_CASE("search: a condition on a field always holds, however the words are relaxed") {
  const Library library;
  library.add("/presse/a", text("Le navire entre.", "Le port"));
  library.add("/presse/b", text("Le navire sort.", "Le quai"));
  CHECK(library.found("titre:port navire hippocampe", with(MatchMode::any)) == "a");
}

TEST_CASE("search: every word is required, as long as a section has them all") {
  const Library library{{"a", "phare bateau"}, {"b", "phare"}, {"c", "bateau"}};
  CHECK(library.found("phare bateau") == "a");
  CHECK(library.found("phare bateau", with(MatchMode::all)) == "a");
  CHECK(library.search("phare bateau", with(MatchMode::any)).hits.size() == 3);
  CHECK(library.found("phare bateau", with(MatchMode::any)).find('a') == 0);
}

TEST_CASE("search: else half of the weight is enough, and is said to be") {
  const Library library{
      {"a", "phare bateau"}, {"b", "phare"}, {"c", "phare quai"}, {"d", "phare"}, {"e", "baleine"}};
  CHECK(library.found("phare bateau baleine") == "~a");
  CHECK(library.found("phare bateau baleine", with(MatchMode::all)).empty());
  CHECK(library.found("phare bateau baleine", as_typed()).empty());
}

TEST_CASE("search: an absent word weighs most and is named") {
  const Library library{{"a", "phare bateau"}, {"b", "phare"}, {"c", "quai"}, {"d", "quai"},
                        {"e", "quai"},         {"f", "quai"},  {"g", "quai"}, {"h", "quai"}};
  const auto [outcome, hits] = library.search("phare bateau xylophone");
  CHECK(outcome.missing == std::vector<std::string>{"xylophone"});
  CHECK(library.search("xylophone phare xylophone").outcome.missing == outcome.missing);
  CHECK(outcome.relaxed);
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].record.path == "/presse/a");
  CHECK(library.found("phare xylophone kangourou").empty());
}

TEST_CASE("search: a query of nothing but stop words") {
  const Library library{{"a", "Être ou ne pas être."}, {"b", "Le port."}};
  CHECK(library.found("être ou ne pas être") == "a");
  CHECK(library.found("\"être ou ne pas être\"") == "a");
  CHECK(library.found("le") == "b");
}

TEST_CASE("search: a query without words finds nothing") {
  const Library library{{"a", "Le port."}};
  for (const char* query : {"", " ", "…", "\"\"", "()", "-", "!?"}) {
    CAPTURE(query);
    CHECK(library.found(query).empty());
    CHECK(library.search(query).outcome.documents == 0);
  }
}

TEST_CASE("search: an empty database finds nothing") {
  const Library library;
  CHECK(library.found("port").empty());
  CHECK(library.found("-port").empty());
  CHECK(library.found("\"le port\" OU quai").empty());
}

TEST_CASE("search: counts are of documents and exact") {
  std::vector<Text> texts;
  for (int i = 0; i < 1300; ++i)
    texts.push_back({std::to_string(i), i % 2 == 0 ? "Le chat de la gare." : "La gare du chat."});
  const Library library;
  library.add_all(texts);
  library.add("/presse/long", text("Le chat dort.\n\n" + paragraphs(30) + "Le chat veille."));
  CHECK(library.search("chat", as_typed()).outcome.documents == 1301);
  CHECK(library.search("chat", as_typed()).outcome.exact);
  CHECK(library.search("\"chat de la gare\"", as_typed()).outcome.documents == 650);
  CHECK(library.search("\"chat de la gare\"", as_typed()).outcome.exact);
  SECTION("and no more hits are shown than wanted") {
    const auto [outcome, hits] = library.search("chat", with_copies());
    CHECK(hits.size() == 10);
    CHECK(outcome.documents >= 1000);
    SearchOptions few = with_copies();
    few.limit = 3;
    CHECK(library.search("chat", few).hits.size() == 3);
    CHECK(library.search("\"chat de la gare\"", few).hits.size() == 3);
    few.limit = 0;
    CHECK(library.search("chat", few).hits.empty());
  }
}

TEST_CASE("search: an estimate does not tell in which order texts were indexed") {
  // What ranks first comes first in one library and last in the other: there Xapian may pass over
  // what follows, here it may not. The two words stand together more often than by chance.
  std::vector<Text> texts;
  for (int i = 0; i < 3000; ++i) {
    std::string body = i % 6 == 0 ? "Une barque." : "Le chat du port.";
    for (int k = 0; k < i / 20; ++k) body += " Rien.";
    texts.push_back({std::to_string(10000 + i), body});
  }
  const Library best_first;
  best_first.add_all(texts);
  std::reverse(texts.begin(), texts.end());
  const Library best_last;
  best_last.add_all(texts);
  for (const char* query : {"chat", "chat port", "\"chat du port\"", "chat OU port OU barque"})
    for (const Order order : {Order::relevance, Order::date}) {
      CAPTURE(query, order);
      SearchOptions options = with_copies();
      options.order = order;
      const Outcome one = best_first.search(query, options).outcome;
      CHECK_FALSE(one.exact);
      CHECK(one.documents == best_last.search(query, options).outcome.documents);
    }
  CHECK(best_first.search("chat", with_copies()).outcome.documents == 2500);
}

TEST_CASE("search: hits are ranked, the best first") {
  const Library library{{"a", "chat " + paragraphs(2)}, {"b", "chat chat"}, {"c", "chat"}};
  const auto hits = library.search("chat").hits;
  REQUIRE(hits.size() == 3);
  for (std::size_t i = 0; i < hits.size(); ++i) {
    CHECK(hits[i].rank == i + 1);
    if (i > 0) CHECK(hits[i].score <= hits[i - 1].score);
  }
  CHECK(hits[2].record.path == "/presse/a");
}

TEST_CASE("search: ties are in the order of the documents' keys") {
  const Library library{{"c", "un chat"}, {"a", "un chat"}, {"b", "un chat"}};
  CHECK(library.found("chat", with_copies()) == "a b c");
}

TEST_CASE("search: highlights stand inside the passage, in order and apart") {
  const Library library{
      {"a", paragraphs(3) + "Le phare de l’île, l’O.T.S.C. et le porte-parole. Le phare.\n\n" +
                paragraphs(3)}};
  const auto hits = library.search("phare île OTSC porte-parole").hits;
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].highlights.size() == 5);
  std::size_t at = hits[0].begin;
  for (const Highlight& highlight : hits[0].highlights) {
    CHECK(highlight.begin >= at);
    CHECK(highlight.begin < highlight.end);
    at = highlight.end;
  }
  CHECK(at <= hits[0].end);
  CHECK(library.lit("phare île OTSC porte-parole")
            .find("Le [phare] de l’[île], l’[O.T.S.C.] et le [porte-parole]. Le [phare].") == 0);
}

TEST_CASE("search: titles are found and highlighted") {
  const Library library;
  library.add("/presse/a", text("Rien ne bouge.", "La grève du port"));
  const auto hits = library.search("grève").hits;
  REQUIRE(hits.size() == 1);
  CHECK(bracketed(hits[0].record.title, hits[0].title_highlights) == "La [grève] du port");
  CHECK(library.search("\"grève du port\"").hits.size() == 1);
}

TEST_CASE("search: neighbours of the query rank higher where a title has them side by side") {
  const Library library;
  library.add("/droit/a",
              text("Le contrat prend fin.", "Rupture du bail des locataires et convention signée"));
  library.add("/droit/b", text("Le contrat prend fin.",
                               "Bail des locataires et rupture de la convention signée"));
  CHECK(library.found("rupture convention") == "b a");
  CHECK(library.found("bail locataires") == "a b");
}

TEST_CASE("search: records of one file are documents of their own") {
  const Library library;
  for (const char* id : {"1", "2"}) {
    corpus::Document document = text("Le chat dort.");
    document.id = id;
    library.add("/presse/a.jsonl", document);
  }
  CHECK(library.search("chat").outcome.documents == 2);
  CHECK(library.search("path:/presse/a.jsonl").outcome.documents == 2);
}

TEST_CASE("search: several databases are searched as one") {
  const Library a{{"a", "un chat"}};
  const Library b{{"b", "un chat"}, {"c", "un chien"}};
  Searcher both({a.folder(), b.folder()}, {});
  CHECK(both.search("chat", {}).outcome.documents == 2);
  CHECK(both.search("chien", {}).outcome.documents == 1);
}

TEST_CASE("search: a database that changes underneath is read anew") {
  const Library library{{"a", "un chat"}};
  Searcher searcher({library.folder()}, {});
  CHECK(searcher.search("chat", {}).outcome.documents == 1);
  for (int i = 0; i < 5; ++i)
    library.add("/presse/" + std::to_string(i), text("un chat " + paragraphs(20)));
  CHECK(searcher.search("chat", {}).outcome.documents >= 1);
  CHECK(Searcher({library.folder()}, {}).search("chat", {}).outcome.documents == 6);
}

TEST_CASE("search: a query that is too long is refused") {
  const Library library{{"a", "un chat"}};
  CHECK_THROWS_AS(library.search(std::string(10'000, 'a')), corpus::Error);
  CHECK_THROWS_AS(Searcher({library.folder() + "/ailleurs"}, {}), corpus::Error);
}

TEST_CASE("search: whatever the query, there is an answer") {
  const Library library{{"a", "Le chat de l’été dort à 20 h 30."},
                        {"b", "Qu’un porte-parole à l’O.T.S.C. : « 20 000 chats ! »"},
                        {"c", paragraphs(30) + "Le chat"}};
  Searcher searcher({library.folder()}, {});
  RandomText random(19);
  for (int round = 0; round < 600; ++round) {
    const std::string query = round % 3 == 0 ? random.bytes(30) : random.french(12);
    const auto [outcome, hits] = searcher.search(query, {});
    for (const Hit& hit : hits)
      if (hit.begin > hit.end || hit.end > hit.record.text.size()) FAIL(query);
    if (outcome.documents < hits.size()) FAIL("found less than shown: " << query);
  }
}
