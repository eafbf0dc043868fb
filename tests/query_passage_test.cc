#include <algorithm>
#include <string>
#include <vector>

#include "corpus/french/sentences.hh"
#include "query/passage.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::query;
using limier::test::RandomText;
namespace corpus = limier::corpus;

namespace {

/// A section and a query of words, each weighing as much as the one after it and one more.
class Section {
 public:
  explicit Section(std::string text, std::string title = {}) {
    record_.text = std::move(text);
    record_.title = std::move(title);
    record_.sentences = corpus::sentences(record_.text);
  }

  /// Sets aside the sentences that hold `word`.
  Section& without(const std::string& word) {
    for (corpus::Sentence& sentence : record_.sentences)
      sentence.set_aside =
          record_.text.substr(sentence.begin, sentence.end - sentence.begin).find(word) !=
          std::string::npos;
    return *this;
  }

  [[nodiscard]] Passage passage(const std::vector<std::string>& words) const {
    std::vector<Leaf> leaves;
    std::vector<Match> matches;
    for (const std::string& word : words) {
      for (std::size_t at = record_.text.find(word); at != std::string::npos;
           at = record_.text.find(word, at + 1)) {
        Match match;
        match.begin = at;
        match.end = at + word.size();
        match.leaf = leaves.size();
        matches.push_back(match);
      }
      Leaf leaf;
      leaf.typed = word;
      leaf.idf = static_cast<double>(words.size() - leaves.size());
      leaves.push_back(std::move(leaf));
    }
    std::sort(matches.begin(), matches.end(),
              [](const Match& a, const Match& b) { return a.begin < b.begin; });
    return best_passage(record_, leaves, matches);
  }

  [[nodiscard]] std::string best(const std::vector<std::string>& words) const {
    const Passage found = passage(words);
    return record_.text.substr(found.begin, found.end - found.begin);
  }

 private:
  corpus::Record record_;
};

/// A sentence of `count` words that nobody looks for.
std::string filler(int count) {
  std::string text = "Or";
  for (int i = 1; i < count; ++i) text += " rien";
  return text + ".";
}

}  // namespace

TEST_CASE("a passage is where the words stand together") {
  const Section section("Le phare luit. " + filler(55) + " " + filler(55) +
                        " Le phare guide le bateau. " + filler(55) + " Le bateau dort.");
  CHECK(section.best({"phare", "bateau"}).find("Le phare guide le bateau.") != std::string::npos);
}

TEST_CASE("a passage prefers the weightier word") {
  const Section section("Le bateau dort. " + filler(58) + "\n\n" + filler(58) + " Le phare luit.");
  CHECK(section.best({"phare", "bateau"}).find("phare") != std::string::npos);
  CHECK(section.best({"bateau", "phare"}).find("bateau") != std::string::npos);
}

TEST_CASE("a passage is of whole sentences, about sixty words long") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "La marée monte le long du quai. ";
  text += "Le phare luit. ";
  for (int i = 0; i < 30; ++i) text += "La marée monte le long du quai. ";
  const std::string best = Section(text).best({"phare"});
  CHECK(best.find("Le phare luit.") == 0);
  CHECK(best.back() == '.');
  CHECK(best.size() > 200);
  CHECK(best.size() < 450);
}

TEST_CASE("a longer sentence is never cut") {
  std::string sentence = "Le phare";
  for (int i = 0; i < 100; ++i) sentence += " luit";
  sentence += ".";
  CHECK(Section("Bonjour. " + sentence + " Au revoir.").best({"phare"}) == sentence);
}

TEST_CASE("a passage stays within its paragraph") {
  const Section section("La mer monte.\n\nLe phare luit.\n\nLe quai dort.");
  CHECK(section.best({"phare"}) == "Le phare luit.");
}

TEST_CASE("a passage never reaches over what is set aside") {
  Section section("La houle. Partagez ceci ! Le vent se lève.");
  CHECK(section.best({"vent", "houle"}) == "La houle. Partagez ceci ! Le vent se lève.");
  CHECK(section.without("Partagez").best({"vent", "houle"}) == "Le vent se lève.");
  CHECK(section.best({"houle"}) == "La houle.");
}

TEST_CASE("a short passage takes in what goes before it") {
  CHECK(Section("Le phare luit au loin. Il dort.").best({"dort"}) ==
        "Le phare luit au loin. Il dort.");
}

TEST_CASE("without a match a passage is the opening") {
  const Section section("Le phare luit. La mer monte.\n\nLe quai dort.");
  CHECK(section.best({}) == "Le phare luit. La mer monte.");
  CHECK(section.best({"baleine"}) == "Le phare luit. La mer monte.");
  CHECK(section.passage({}).score == 0);
}

TEST_CASE("the headline is no passage of its own text") {
  const Section section("Le phare\n\nLa nuit, le phare luit.", "Le phare");
  CHECK(section.best({"phare"}) == "La nuit, le phare luit.");
  CHECK(section.best({}) == "La nuit, le phare luit.");
  SECTION("unless there is nothing else") {
    CHECK(Section("Le phare", "Le phare").best({"phare"}) == "Le phare");
  }
}

TEST_CASE("a text without sentences is a passage as it is") {
  CHECK(Section("").best({"phare"}).empty());
  CHECK(Section(" \n ").best({}) == " \n ");
}

TEST_CASE("whatever the text, a passage is of whole sentences") {
  RandomText random(17);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = random.french(120);
    const auto all = corpus::sentences(text);
    if (all.empty()) continue;
    const Passage found = Section(text).passage({"chat", "qu"});
    bool begins = false;
    bool ends = false;
    for (const corpus::Sentence& sentence : all) {
      begins = begins || sentence.begin == found.begin;
      ends = ends || sentence.end == found.end;
    }
    if (!begins || !ends || found.begin >= found.end) FAIL(text);
  }
}
