#include <filesystem>
#include <string>
#include <vector>

#include "corpus/store/sections.hh"
#include "query/plan.hh"
#include "tests/catch.hh"

using namespace limier::query;
namespace corpus = limier::corpus;

namespace {

/// The plans of queries for a collection of texts.
class Planning {
 public:
  explicit Planning(const std::vector<std::string>& texts = {"le port", "la mer", "le marché"})
      : database_("", Xapian::DB_BACKEND_INMEMORY) {
    for (const std::string& text : texts) {
      corpus::Document document;
      document.body = text;
      database_.add_document(
          corpus::make_xapian_document(corpus::make_sections(document, "/t")[0], chain_));
    }
  }

  Plan plan(std::string_view query) {
    return make_plan(parse_query(query), database_, chain_, {false, false, nullptr});
  }

  /// A plan as one line: leaves as typed, in brackets where a text must hold them as one.
  std::string tree(std::string_view query) {
    const Plan made = plan(query);
    return made.is_empty() ? "nothing" : shown(made, made.root);
  }

 private:
  static std::string shown(const Plan& plan, const PlanNode& node) {
    std::string result;
    switch (node.kind) {
      case PlanNode::Kind::leaf: return "[" + plan.leaves[node.index].typed + "]";
      case PlanNode::Kind::field: {
        const FieldCondition& field = plan.fields[node.index];
        return std::string(field.field->name) + ":" +
               (field.path.empty() ? field.typed : field.path);
      }
      case PlanNode::Kind::near: result = "(near"; break;
      case PlanNode::Kind::bag: result = "(bag"; break;
      case PlanNode::Kind::all: result = "(and"; break;
      case PlanNode::Kind::any: result = "(or"; break;
    }
    for (const PlanNode& child : node.children) result += " " + shown(plan, child);
    for (const PlanNode& child : node.excluded) result += " -" + shown(plan, child);
    return result + ")";
  }

  Xapian::WritableDatabase database_;
  corpus::Chain chain_;
};

}  // namespace

TEST_CASE("plan: each word is a leaf, a compound or a phrase one") {
  Planning with;
  CHECK(with.tree("port") == "[port]");
  CHECK(with.tree("port mer") == "(bag [port] [mer])");
  CHECK(with.tree("l’énergie propre") == "(bag [énergie] [propre])");
  CHECK(with.tree("porte-parole du roi") == "(bag [porte-parole] [roi])");
  CHECK(with.tree("\"port de mer\" calme") == "(bag [port de mer] [calme])");
  CHECK(with.tree("20 000 marins") == "(bag [20 000] [marins])");
  CHECK(with.tree("O.T.S.C.") == "[O.T.S.C.]");
}

TEST_CASE("plan: stop words are dropped unless there is nothing else") {
  Planning with;
  CHECK(with.tree("le port de la mer") == "(bag [port] [mer])");
  CHECK(with.tree("le") == "[le]");
  CHECK(with.tree("de la") == "(bag [de] [la])");
  CHECK(with.tree("le ET port") == "[port]");
  CHECK(with.tree("le OU port") == "[port]");
  CHECK(with.tree("\"de la\" port") == "(bag [de la] [port])");
  CHECK(with.tree("port -la") == "(bag [port] -[la])");
}

TEST_CASE("plan: a query without words asks for nothing") {
  Planning with;
  CHECK(with.tree("") == "nothing");
  CHECK(with.tree(" … !? ") == "nothing");
  CHECK(with.tree("\"\"") == "nothing");
  CHECK(with.tree("()") == "nothing");
  CHECK(with.tree("« … »") == "nothing");
}

TEST_CASE("plan: operators keep their meaning") {
  Planning with;
  CHECK(with.tree("port ET mer") == "(and [port] [mer])");
  CHECK(with.tree("port OU mer") == "(or [port] [mer])");
  CHECK(with.tree("port SAUF mer") == "(bag [port] -[mer])");
  CHECK(with.tree("-mer") == "(bag -[mer])");
  CHECK(with.tree("port mer OU quai") == "(or (bag [port] [mer]) [quai])");
  CHECK(with.tree("port ET (mer OU quai) -nuit") == "(and [port] (or [mer] [quai]) -[nuit])");
  CHECK(with.tree("port -(mer quai)") == "(bag [port] -(bag [mer] [quai]))");
}

TEST_CASE("plan: conditions on fields") {
  Planning with;
  CHECK(with.tree("titre:port mer") == "(bag title:port [mer])");
  CHECK(with.tree("path:/presse/2022/") == "path:/presse/2022");
  CHECK(with.tree("path:/presse/./a/../2022") == "path:/presse/2022");
  CHECK(with.tree("path:presse") == "path:" + std::filesystem::absolute("presse").string());
  CHECK(with.tree("titre:le port") == "[port]");
}

TEST_CASE("plan: a word is taken to the accented forms that the database holds") {
  Planning with({"elles sont réunies", "ils tombèrent", "le préside"});
  const auto stems = [&](std::string_view query) {
    return with.plan(query).leaves.at(0).ways.at(0).slots.at(0).stems;
  };
  CHECK(stems("reunies") == std::vector<std::string>{"reun"});
  CHECK(stems("réunies").front() == "reun");
  CHECK(stems("tomberent").size() == 2);
  CHECK(stems("tomberent").back() == "tomb");
  CHECK(stems("inconnue").size() == 1);
}

TEST_CASE("plan: rare words weigh more, absent ones most") {
  Planning with({"port mer", "port quai", "port mer", "port mer"});
  const Plan plan = with.plan("port mer quai baleine");
  REQUIRE(plan.leaves.size() == 4);
  CHECK(plan.leaves[0].idf > 0);
  CHECK(plan.leaves[0].idf < plan.leaves[1].idf);
  CHECK(plan.leaves[1].idf < plan.leaves[2].idf);
  CHECK(plan.leaves[2].idf < plan.leaves[3].idf);
  CHECK_FALSE(plan.leaves[2].absent);
  CHECK(plan.leaves[3].absent);
}

TEST_CASE("plan: a compound is there if its parts or its joined form are") {
  CHECK_FALSE(Planning({"le porte-parole"}).plan("porteparole").leaves[0].absent);
  CHECK_FALSE(Planning({"le porteparole"}).plan("porte-parole").leaves[0].absent);
  CHECK(Planning({"la porte"}).plan("porte-parole").leaves[0].absent);
  CHECK(Planning({"le marché"}).plan("\"marche\"").leaves[0].absent == false);
  CHECK(Planning({"il marche"}).plan("\"marché\"").leaves[0].absent);
}

TEST_CASE("plan: the words beside NEAR are leaves, stop words too") {
  Planning with;
  CHECK(with.tree("port NEAR/3 mer") == "(near [port] [mer])");
  CHECK(with.tree("port NEAR/3 la") == "(near [port] [la])");
  CHECK(with.tree("port NEAR/3 …") == "[port]");
  CHECK(with.tree("port (… NEAR/3 …)") == "[port]");
  CHECK(with.plan("port (… NEAR/3 …)").nears.empty());
  CHECK(with.plan("port NEAR/3 mer NEAR/7 quai").nears.at(0).distances ==
        std::vector<unsigned>{3, 7});
  CHECK(with.plan("… NEAR/3 mer NEAR/7 quai").nears.at(0).distances == std::vector<unsigned>{7});
}

TEST_CASE("plan: a prefix is completed to the words of the database, never to stop words") {
  Planning with({"port porte portes Porté", "porté dans la dune", "port"});
  const auto completions = [&](std::string_view query) {
    std::vector<std::string> words;
    const auto plan = with.plan(query);
    for (const auto& form : plan.leaves.at(0).ways.at(0).slots.at(0).forms)
      words.push_back(form.accented);
    return words;
  };
  CHECK(completions("porte*") == std::vector<std::string>{"porté", "porte", "portes"});
  CHECK(completions("PORTÉ*") == completions("porte*"));
  CHECK(completions("d*") == std::vector<std::string>{"dune"});
  CHECK(completions("x*").empty());
  CHECK(with.plan("x*").leaves.at(0).absent);
  CHECK(with.tree("l’port*") == "[l’port*]");
  CHECK(with.tree("…*") == "nothing");
}

TEST_CASE("plan: a query is cut to so many words, and that is said") {
  Planning with;
  std::string query;
  for (std::size_t i = 0; i <= kMaxLeaves; ++i) query += "mot" + std::to_string(i) + " ";
  const Plan plan = with.plan(query);
  CHECK(plan.leaves.size() == kMaxLeaves);
  REQUIRE(plan.notes.size() == 1);
  CHECK(plan.notes[0] == "only the first 400 words were sought");
  CHECK(with.plan("port mer").notes.empty());
}

TEST_CASE("plan: a prefix is completed to the most frequent words, and that is said") {
  std::vector<std::string> texts(3);
  for (int i = 0; i < 1500; ++i)
    texts[static_cast<std::size_t>(i) / 500] += " mot" + std::to_string(10000 + i);
  texts.emplace_back("mot11499");
  Planning with(texts);
  const Plan plan = with.plan("mot*");
  const auto& completions = plan.leaves.at(0).ways.at(0).slots.at(0).forms;
  CHECK(completions.size() == 1000);
  CHECK(completions[0].accented == "mot11499");
  REQUIRE(plan.notes.size() == 1);
  CHECK(plan.notes[0] == "mot*: 1500 words begin so, the 1000 most frequent were sought");
}

TEST_CASE("plan: many prefixes of a query have equal shares of the words") {
  std::string text;
  for (int i = 0; i < 900; ++i) text += " mot" + std::to_string(10000 + i);
  Planning with({text});
  const Plan plan = with.plan("mot* mot* (mot* -mot*) OR m* NEAR/3 mo*");
  REQUIRE(plan.leaves.size() == 6);
  for (const Leaf& leaf : plan.leaves) CHECK(leaf.ways.at(0).slots.at(0).forms.size() == 666);
  CHECK(plan.notes.size() == 6);
  CHECK(with.plan("mot* mot*").notes.empty());
}

TEST_CASE("plan: queries over an empty database") {
  Planning with(std::vector<std::string>{});
  CHECK(with.tree("port mer") == "(bag [port] [mer])");
  CHECK(with.plan("port").leaves[0].absent);
}
