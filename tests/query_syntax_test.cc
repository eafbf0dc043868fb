#include <algorithm>
#include <string>
#include <vector>

#include "corpus/error.hh"
#include "query/syntax.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::query;
using limier::test::RandomText;

namespace {

/// A tree as one line: words in `[]`, a phrase in `"`, `field:text`, and `(bag …)`, `(and …)`,
/// `(or …)`, with what is excluded behind a minus.
std::string shown(const Node& node) {
  std::string result;
  switch (node.kind) {
    case Node::Kind::words: return "[" + node.text + "]";
    case Node::Kind::phrase: return "\"" + node.text + "\"";
    case Node::Kind::prefix: return "[" + node.text + "]*";
    case Node::Kind::near: {
      result = shown(node.children[0]);
      for (std::size_t i = 0; i < node.distances.size(); ++i)
        result += " ~" + std::to_string(node.distances[i]) + " " + shown(node.children[i + 1]);
      return "(" + result + ")";
    }
    case Node::Kind::field: return std::string(node.field->name) + ":" + node.text;
    case Node::Kind::bag: result = "(bag"; break;
    case Node::Kind::all: result = "(and"; break;
    case Node::Kind::any: result = "(or"; break;
  }
  for (const Node& child : node.children) result += " " + shown(child);
  for (const Node& child : node.excluded) result += " -" + shown(child);
  return result + ")";
}

std::string tree(std::string_view query) { return shown(parse_query(query)); }

/// Nesting, to be bounded.
std::size_t depth(const Node& node) {
  std::size_t most = 0;
  for (const Node& child : node.children) most = std::max(most, depth(child));
  for (const Node& child : node.excluded) most = std::max(most, depth(child));
  return most + 1;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (; times > 0; --times) result += text;
  return result;
}

}  // namespace

TEST_CASE("query: words side by side are one text") {
  CHECK(tree("chat") == "[chat]");
  CHECK(tree("chat noir") == "[chat noir]");
  CHECK(tree("  chat \t\n noir  ") == "[chat noir]");
  CHECK(tree("chat\u00A0noir") == "[chat noir]");
  CHECK(tree("20\u202F000 marins") == "[20 000 marins]");
  CHECK(tree("l’énergie, L’ annonce !") == "[l’énergie, L’ annonce !]");
  CHECK(tree("") == "(bag)");
  CHECK(tree("   ") == "(bag)");
}

TEST_CASE("query: phrases in any quotation marks") {
  CHECK(tree("\"chat noir\"") == "\"chat noir\"");
  CHECK(tree("«chat noir»") == "\"chat noir\"");
  CHECK(tree("“chat noir”") == "\"chat noir\"");
  CHECK(tree("«\u202Fchat noir\u202F»").find("chat noir") != std::string::npos);
  CHECK(tree("le \"chat noir\" dort") == "(bag [le] \"chat noir\" [dort])");
  CHECK(tree("chat\"noir\"gris") == "(bag [chat] \"noir\" [gris])");
  CHECK(tree("«chat \"noir\" gris»") == "\"chat \"noir\" gris\"");
  CHECK(tree("\"chat OR chien\"") == "\"chat OR chien\"");
  CHECK(tree("\"chat (noir) -gris\"") == "\"chat (noir) -gris\"");
}

TEST_CASE("query: a quotation mark without its counterpart is a space") {
  CHECK(tree("\"chat noir") == "[chat noir]");
  CHECK(tree("chat \" noir") == "[chat noir]");
  CHECK(tree("chat noir\"") == "[chat noir]");
  CHECK(tree("«chat noir") == "[chat noir]");
  CHECK(tree("chat noir»") == "[chat noir]");
  CHECK(tree("“chat\"") == "[chat]");
  CHECK(tree("\"chat noir\" gris\"") == "(bag \"chat noir\" [gris])");
  CHECK(tree("\"") == "(bag)");
}

TEST_CASE("query: operators in both languages") {
  CHECK(tree("chat AND chien") == "(and [chat] [chien])");
  CHECK(tree("chat ET chien") == "(and [chat] [chien])");
  CHECK(tree("chat OR chien") == "(or [chat] [chien])");
  CHECK(tree("chat OU chien") == "(or [chat] [chien])");
  CHECK(tree("chat NOT chien") == "(bag [chat] -[chien])");
  CHECK(tree("chat SAUF chien") == "(bag [chat] -[chien])");
  CHECK(tree("chat ET chien ET loup") == "(and [chat] [chien] [loup])");
  CHECK(tree("chat OU chien OU loup") == "(or [chat] [chien] [loup])");
}

TEST_CASE("query: operators are in capitals, words are not") {
  CHECK(tree("chat et chien") == "[chat et chien]");
  CHECK(tree("chat Ou chien") == "[chat Ou chien]");
  CHECK(tree("chat or chien") == "[chat or chien]");
  CHECK(tree("sauf le chat") == "[sauf le chat]");
}

TEST_CASE("query: in a query of capitals there are no operators") {
  CHECK(tree("CHAT ET CHIEN") == "[CHAT ET CHIEN]");
  CHECK(tree("L’ÉTAT ET LE DROIT") == "[L’ÉTAT ET LE DROIT]");
  CHECK(tree("RTL OU TF1 2022") == "[RTL OU TF1 2022]");
  CHECK(tree("ET") == "[ET]");
  CHECK(tree("OTSC OU l’UE") == "(or [OTSC] [l’UE])");
  CHECK(tree("CHAT -CHIEN") == "(bag [CHAT] -[CHIEN])");
}

TEST_CASE("query: NOT binds before AND, AND before OR") {
  CHECK(tree("chat ET chien OU loup") == "(or (and [chat] [chien]) [loup])");
  CHECK(tree("chat OU chien ET loup") == "(or [chat] (and [chien] [loup]))");
  CHECK(tree("chat OU chien SAUF loup") == "(or [chat] (bag [chien] -[loup]))");
  CHECK(tree("chat ET chien SAUF loup") == "(and [chat] [chien] -[loup])");
  CHECK(tree("chat SAUF loup ET chien") == "(and [chat] [chien] -[loup])");
  CHECK(tree("chat noir OU chien") == "(or [chat noir] [chien])");
  CHECK(tree("chat noir ET chien blanc") == "(and [chat noir] [chien blanc])");
}

TEST_CASE("query: parentheses group") {
  CHECK(tree("(chat OU chien) ET loup") == "(and (or [chat] [chien]) [loup])");
  CHECK(tree("chat ET (chien OU loup)") == "(and [chat] (or [chien] [loup]))");
  CHECK(tree("(chat)") == "[chat]");
  CHECK(tree("((chat noir))") == "[chat noir]");
  CHECK(tree("chat SAUF (chien OU loup)") == "(bag [chat] -(or [chien] [loup]))");
  CHECK(tree("chat -(chien loup)") == "(bag [chat] -[chien loup])");
  CHECK(tree("() chat") == tree("() chat"));
}

TEST_CASE("query: a parenthesis without its counterpart is a space") {
  CHECK(tree("(chat noir") == "[chat noir]");
  CHECK(tree("chat (noir") == tree("chat (noir)"));
  CHECK(tree("((chat)") == "[chat]");
  CHECK(tree("(chat OU chien") == "(or [chat] [chien])");
  CHECK(tree("chat) noir") == "[chat noir]");
  CHECK(tree("chat) OU chien") == "[chat OU chien]");
  CHECK(tree(std::string(8000, ')')) == tree(""));
}

TEST_CASE("query: parentheses inside a word are its own") {
  CHECK(tree("étudiant(e)s") == "[étudiant(e)s]");
  CHECK(tree("(étudiant(e)s OU élèves)") == "(or [étudiant(e)s] [élèves])");
  CHECK(tree("f(x) continue") == "[f(x) continue]");
}

TEST_CASE("query: a leading minus excludes") {
  CHECK(tree("chat -chien") == "(bag [chat] -[chien])");
  CHECK(tree("-chien chat") == "(bag [chat] -[chien])");
  CHECK(tree("chat -chien noir") == "(bag [chat noir] -[chien])");
  CHECK(tree("chat -chien -loup") == "(bag [chat] -[chien] -[loup])");
  CHECK(tree("chat -\"chien loup\"") == "(bag [chat] -\"chien loup\")");
  CHECK(tree("chat -titre:chien") == "(bag [chat] -title:chien)");
  CHECK(tree("-chien") == "(bag -[chien])");
}

TEST_CASE("query: a hyphen inside a word never excludes") {
  CHECK(tree("porte-parole") == "[porte-parole]");
  CHECK(tree("chat-") == "[chat-]");
  CHECK(tree("chat - chien") == "[chat - chien]");
  CHECK(tree("chat -- chien") == "[chat -- chien]");
  CHECK(tree("chat --chien") == tree("chat --chien"));
  CHECK(tree("-") == "[-]");
  CHECK(tree("chat –chien") == "[chat –chien]");
  CHECK(tree("tire‑bouchon") == "[tire‑bouchon]");
}

TEST_CASE("query: operators without operands are words") {
  CHECK(tree("ET chat") == "[ET chat]");
  CHECK(tree("OU chat") == "[OU chat]");
  CHECK(tree("chat ET") == "[chat ET]");
  CHECK(tree("chat OU") == "[chat OU]");
  CHECK(tree("chat SAUF") == "[chat SAUF]");
  CHECK(tree("chat OU ET") == "[chat OU ET]");
  CHECK(tree("(OU chat)") == "[OU chat]");
  CHECK(tree("(chat OU)") == "[chat OU]");
  CHECK(tree("SAUF chat") == "(bag -[chat])");
}

TEST_CASE("query: fields by their English and French names") {
  CHECK(tree("title:chat") == "title:chat");
  CHECK(tree("titre:chat") == "title:chat");
  CHECK(tree("author:Roux") == "author:Roux");
  CHECK(tree("auteur:Roux") == "author:Roux");
  CHECK(tree("source:gazette") == "source:gazette");
  CHECK(tree("site:gazette") == "source:gazette");
  CHECK(tree("path:/presse/2022") == "path:/presse/2022");
  CHECK(tree("chemin:presse") == "path:presse");
  CHECK(tree("titre:\"chat noir\"") == "title:chat noir");
  CHECK(tree("titre:«chat noir»") == "title:chat noir");
  CHECK(tree("chat titre:noir dort") == "(bag [chat] title:noir [dort])");
  CHECK(tree("titre:chat OU auteur:Roux") == "(or title:chat author:Roux)");
  CHECK(tree("titre:étudiant(e)s") == "title:étudiant(e)s");
  CHECK(tree("(titre:chat)") == "title:chat");
}

TEST_CASE("query: what is no field is a word") {
  CHECK(tree("couleur:noir") == "[couleur:noir]");
  CHECK(tree("https://valserac.fr") == "[https://valserac.fr]");
  CHECK(tree("titre:") == "[titre:]");
  CHECK(tree("titre: chat") == "[titre: chat]");
  CHECK(tree("titre :chat") == "[titre :chat]");
  CHECK(tree("Titre:chat") == "[Titre:chat]");
  CHECK(tree("sous-titre:chat") == "[sous-titre:chat]");
  CHECK(tree(":chat") == "[:chat]");
  CHECK(tree("20:30") == "[20:30]");
}

TEST_CASE("query: a field's word may be an operator's") {
  CHECK(tree("titre:ET chat") == "(bag title:ET [chat])");
  CHECK(tree("titre:OU") == "title:OU");
}

TEST_CASE("query: a date is a condition, anything else behind `date:` a word") {
  CHECK(tree("date:2022") == "date:2022");
  CHECK(tree("date:2022-01..2022-02 chat") == "(bag date:2022-01..2022-02 [chat])");
  CHECK(tree("(chat date:2022..)") == "(bag [chat] date:2022..)");
  CHECK(tree("date:..5/1/2022") == "date:..5/1/2022");
  CHECK(tree("date:\"5 janvier 2022\"") == "date:5 janvier 2022");
  CHECK(tree("date:hier chat") == "[date:hier chat]");
  CHECK(tree("date:2022-13") == "[date:2022-13]");
  CHECK(tree("date:..") == "[date:..]");
  CHECK(tree("date:\"chat noir\"") == "\"chat noir\"");
}

TEST_CASE("query: a star behind a word is for all that begins so") {
  CHECK(tree("présid*") == "[présid]*");
  CHECK(tree("chat présid* noir") == "(bag [chat] [présid]* [noir])");
  CHECK(tree("PRESID*") == "[PRESID]*");
  CHECK(tree("chat OU l’éner*") == "(or [chat] [l’éner]*)");
  CHECK(tree("chat -chi*") == "(bag [chat] -[chi]*)");
  CHECK(tree("20*") == "[20]*");
  CHECK(tree("*") == "[*]");
  CHECK(tree("chat *") == "[chat *]");
  CHECK(tree("chat**") == "[chat**]");
  CHECK(tree("!* c*t *chat") == "[!* c*t *chat]");
  CHECK(tree("titre:chat*") == "title:chat*");
  CHECK(tree("\"chat*\"") == "\"chat*\"");
}

TEST_CASE("query: NEAR binds words, phrases and prefixes first of all") {
  CHECK(tree("chat NEAR/5 chien") == "([chat] ~5 [chien])");
  CHECK(tree("un chat NEAR/5 chien noir") == "(bag [un] ([chat] ~5 [chien]) [noir])");
  CHECK(tree("chat NEAR/2 chien NEAR/9 loup") == "([chat] ~2 [chien] ~9 [loup])");
  CHECK(tree("\"chat noir\" NEAR/3 chi*") == "(\"chat noir\" ~3 [chi]*)");
  CHECK(tree("loup OU chat NEAR/1 chien") == "(or [loup] ([chat] ~1 [chien]))");
  CHECK(tree("loup -chat NEAR/1 chien") == "(bag [loup] -([chat] ~1 [chien]))");
}

TEST_CASE("query: NEAR between anything else is a word") {
  CHECK(tree("NEAR/5 chat") == "[NEAR/5 chat]");
  CHECK(tree("chat NEAR/5") == "[chat NEAR/5]");
  CHECK(tree("chat NEAR/5 (chien)") == "[chat NEAR/5 chien]");
  CHECK(tree("titre:chat NEAR/5 chien") == "(bag title:chat [NEAR/5 chien])");
  CHECK(tree("chat NEAR/0 chien") == "[chat NEAR/0 chien]");
  CHECK(tree("chat NEAR/101 chien") == "[chat NEAR/101 chien]");
  CHECK(tree("chat NEAR/99999999999 chien") == "[chat NEAR/99999999999 chien]");
  CHECK(tree("chat NEAR chien") == "[chat NEAR chien]");
  CHECK(tree("chat near/5 chien") == "[chat near/5 chien]");
  CHECK(tree("CHAT NEAR/5 CHIEN") == "[CHAT NEAR/5 CHIEN]");
  CHECK(tree("chat NEAR/5 OU loup") == "(or [chat NEAR/5] [loup])");
}

TEST_CASE("query: what is excluded twice is excluded") {
  CHECK(tree("chat SAUF -chien") == "(bag [chat] -[chien])");
  CHECK(tree("chat SAUF SAUF chien") == "(bag [chat] -[chien])");
}

TEST_CASE("query: 8 KiB are read, more is refused") {
  CHECK(tree(std::string(kMaxQueryBytes, 'a')).size() == kMaxQueryBytes + 2);
  CHECK_THROWS_AS(parse_query(std::string(kMaxQueryBytes + 1, 'a')), limier::corpus::Error);
  CHECK_THROWS_AS(parse_query(repeated("(", 10'000)), limier::corpus::Error);
  CHECK(kMaxQueryBytes == 8192);
}

TEST_CASE("query: nesting is bounded, whatever is opened") {
  CHECK(depth(parse_query(repeated("(", 8192))) < 100);
  CHECK(depth(parse_query(repeated("(a ", 2730))) < 100);
  CHECK(depth(parse_query(repeated("-(", 4096))) < 100);
  CHECK(depth(parse_query(repeated("(a OU ", 1000))) < 100);
  CHECK(depth(parse_query(repeated("a OU b ET ", 800))) < 100);
  CHECK(parse_query(repeated("(", 33) + "chat").too_deep);
  CHECK_FALSE(parse_query(repeated("(", 32) + "chat").too_deep);
  CHECK(tree(repeated("(", 32) + "chat" + repeated(")", 32)) == "[chat]");
}

TEST_CASE("query: bytes that are no UTF-8 are read as Windows-1252") {
  CHECK(tree("\xE9t\xE9") == "[été]");
  CHECK(tree("\xAB chat noir\xBB") == "\" chat noir\"");
}

TEST_CASE("query: every string is a query") {
  RandomText random(8);
  for (int round = 0; round < 3000; ++round) parse_query(random.bytes(60));
  for (int round = 0; round < 3000; ++round) {
    std::string query;
    for (int i = 0; i < 12; ++i) {
      query += random.french(3);
      static const std::vector<std::string> signs = {
          "(",  ")",       "\"",   "«", "»",  " ET ",     " OU ",      " SAUF ",
          " -", " titre:", "chat", " ", "* ", " NEAR/3 ", " date:2022"};
      query += signs[static_cast<std::size_t>(round * 7 + i * 5) % signs.size()];
    }
    CHECK(depth(parse_query(query)) < 100);
  }
}

TEST_CASE("query: no word is lost") {
  RandomText random(9);
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    static const std::vector<std::string> parts = {
        "(",  ")",       "\"", "« ", " »", " ET ",     " OU ",  " SAUF ",
        " -", " titre:", " ",  " ",  "* ", " NEAR/3 ", " date:"};
    for (int i = 0; i < 8; ++i) {
      query += parts[random.bytes(64).size() % parts.size()];
      query += "mot" + std::to_string(i);
    }
    const std::string shown_tree = tree(query);
    for (int i = 0; i < 8; ++i)
      if (shown_tree.find("mot" + std::to_string(i)) == std::string::npos)
        FAIL("lost mot" << i << " of: " << query << ", tree: " << shown_tree);
  }
}
