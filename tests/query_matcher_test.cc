#include <string>
#include <vector>

#include "corpus/store/sections.hh"
#include "query/matcher.hh"
#include "query/plan.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::query;
using limier::test::RandomText;
namespace corpus = limier::corpus;

namespace {

struct Found {
  std::vector<Match> matches;
  std::vector<Leaf> leaves;
};

/// What a query matches in a text, which the database holds.
Found match(const std::string& query, const std::string& text) {
  corpus::Chain chain;
  corpus::Document document;
  document.body = text;
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  database.add_document(
      corpus::make_xapian_document(corpus::make_sections(document, "/t")[0], chain));
  Plan plan = make_plan(parse_query(query), database, chain, {false, false, nullptr});
  Found found;
  found.matches = Matcher(plan.leaves, plan.nears, chain).matches(text);
  found.leaves = std::move(plan.leaves);
  return found;
}

/// The matches in order, as `leaf=text`, with `!` where the text spells it as typed.
std::string matches(const std::string& query, const std::string& text) {
  std::string result;
  for (const Match& match : match(query, text).matches) {
    if (!result.empty()) result += ", ";
    result += std::to_string(match.leaf) + "=" + text.substr(match.begin, match.end - match.begin) +
              (match.exact ? "!" : "");
  }
  return result;
}

}  // namespace

TEST_CASE("matches: each word, wherever it stands") {
  CHECK(matches("port mer", "La mer, le port, la mer.") == "1=mer!, 0=port!, 1=mer!");
  CHECK(matches("baleine", "La mer.").empty());
  CHECK(matches("mer", "").empty());
  CHECK(matches("", "La mer.").empty());
}

TEST_CASE("matches: inflections, exact only if spelt as typed") {
  CHECK(matches("énergie", "Énergie, énergies, ENERGIE") == "0=Énergie!, 0=énergies, 0=ENERGIE");
  CHECK(matches("marche", "marche marché") == "0=marche!, 0=marché");
}

TEST_CASE("matches: a phrase is its words in their order") {
  CHECK(matches("\"chat noir\"", "Un chat noir, un noir chat, un chat gris, noir.") ==
        "0=chat noir!");
  CHECK(matches("\"chat de la gare\"", "le chat de la gare, le chat de gare, le chat la gare") ==
        "0=chat de la gare!");
  CHECK(matches("\"a b a b\"", "x a b a b a b") == "0=a b a b!, 0=a b a b!");
  CHECK(matches("\"chat noir\"", "chat\nNOIR").empty() == false);
  CHECK(matches("\"chats noirs\"", "un chat noir").empty());
  CHECK(matches("\"paix de OTSC\"", "la paix de l’OTSC") == "0=paix de l’OTSC!");
}

TEST_CASE("matches: a phrase never spans what stands between its words") {
  CHECK(matches("\"chat noir\"", "chat très noir").empty());
  CHECK(matches("\"chat noir\"", "chat. Noir.") == "0=chat. Noir!");
}

TEST_CASE("matches: one word in quotation marks is that form") {
  CHECK(matches("\"chats\"", "chat chats") == "0=chats!");
  CHECK(matches("\"marché\"", "marche marché Marché") == "0=marché!, 0=Marché!");
  CHECK(matches("\"marche\"", "marche marché") == "0=marche!, 0=marché");
}

TEST_CASE("matches: a compound in all its spellings") {
  CHECK(matches("porte-parole", "un porte-parole") == "0=porte-parole!, 0=porte-parole!");
  CHECK(matches("porte-parole", "un porteparole") == "0=porteparole!");
  CHECK(matches("porte-parole", "la porte, sa parole").find("0=porte, sa") == std::string::npos);
  CHECK(matches("porteparole", "un porte-parole") == "0=porte-parole!");
}

TEST_CASE("matches: stop words only as they are spelt") {
  CHECK(matches("le", "le la les Le") == "0=le!, 0=Le!");
  CHECK(matches("ou", "ou où") == "0=ou!, 0=où");
}

TEST_CASE("matches stand inside the text and in order, whatever it is") {
  RandomText random(15);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random.french(30);
    const std::string query = random.french(6);
    const Found found = match(query, text);
    std::size_t at = 0;
    for (const Match& match : found.matches) {
      if (match.begin < at || match.begin >= match.end || match.end > text.size() ||
          match.leaf >= found.leaves.size())
        FAIL("query " << query << " text " << text);
      at = match.begin;
    }
  }
}

TEST_CASE("a text is found by the words that it is made of") {
  RandomText random(16);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random.french(12);
    const Found found = match(text, text);
    std::vector<bool> held(found.leaves.size());
    for (const Match& match : found.matches) held[match.leaf] = true;
    for (std::size_t leaf = 0; leaf < held.size(); ++leaf)
      CHECK_FALSE((!held[leaf] && found.leaves[leaf].ways.empty()));
  }
}
