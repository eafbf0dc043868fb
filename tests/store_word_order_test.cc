#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corpus/store/word_order.hh"
#include "tests/catch.hh"

using namespace limier::corpus;

namespace {

using Words = std::vector<std::string>;

/// The order of words, each at the position that stands beside it.
std::string order_of(const std::vector<std::pair<std::uint32_t, std::string>>& words) {
  std::vector<Occurrence> occurrences;
  for (const auto& [position, word] : words) occurrences.push_back({position, form_hash(word)});
  return encode_word_order(std::move(occurrences));
}

std::string order_of(const Words& words) {
  std::vector<std::pair<std::uint32_t, std::string>> placed;
  for (const std::string& word : words) placed.emplace_back(placed.size(), word);
  return order_of(placed);
}

Phrase phrase_of(const Words& words) {
  Phrase phrase;
  for (const std::string& word : words) phrase.add_word({word});
  return phrase;
}

bool yes(const std::string& /*term*/) { return true; }

bool stands(const Words& phrase, const Words& words) {
  return phrase_of(phrase).stands_in(order_of(words), yes);
}

/// `count` words, each different.
Words numbered(std::size_t count) {
  Words words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("mot" + std::to_string(i));
  return words;
}

}  // namespace

TEST_CASE("word order: a phrase stands where its words follow each other") {
  const Words words = {"le", "port", "de", "la", "ville", "et", "la", "mer"};
  CHECK(stands({"le", "port"}, words));
  CHECK(stands({"port", "de", "la", "ville"}, words));
  CHECK(stands({"la", "mer"}, words));
  CHECK(stands({"mer"}, words));
  CHECK_FALSE(stands({"port", "le"}, words));
  CHECK_FALSE(stands({"port", "la"}, words));
  CHECK_FALSE(stands({"la", "ville", "mer"}, words));
}

TEST_CASE("word order: a word may follow itself") {
  CHECK(stands({"très", "très", "grand"}, {"très", "très", "très", "grand"}));
  CHECK_FALSE(stands({"très", "très"}, {"très", "grand", "très"}));
}

TEST_CASE("word order: what is far apart, or in one place, keeps its distance") {
  const std::string order =
      order_of({{5, "porte"}, {5, "porteparole"}, {6, "parole"}, {4000000000, "fin"}});
  CHECK(phrase_of({"porte", "parole"}).stands_in(order, yes));
  CHECK(phrase_of({"porteparole", "parole"}).stands_in(order, yes));
  CHECK_FALSE(phrase_of({"porte", "porteparole"}).stands_in(order, yes));
  CHECK_FALSE(phrase_of({"parole", "fin"}).stands_in(order, yes));
  CHECK(phrase_of({"fin"}).stands_in(order, yes));
}

TEST_CASE("word order: any form of a word that the section holds will do, and no other") {
  Phrase phrase;
  phrase.add_word({"le"});
  phrase.add_word({"marche", "marché"});
  const std::string order = order_of(Words{"le", "marché", "la", "marche"});
  CHECK(phrase.stands_in(order, yes));

  // Words that are not there have the marks of others, sooner or later.
  const Words words = numbered(40);
  const std::string many = order_of(words);
  const std::set<std::string> held(words.begin(), words.end());
  bool has_deceived = false;
  for (int i = 0; i < 5000 && !has_deceived; ++i) {
    Phrase other;
    other.add_word({"mot0"});
    other.add_word({"absent" + std::to_string(i), "mot7"});
    has_deceived = other.stands_in(many, yes);
    CHECK_FALSE(other.stands_in(many, [&](const auto& term) { return held.contains(term); }));
  }
  CHECK(has_deceived);
}

TEST_CASE("word order: exact for as many words as a section may have") {
  for (const std::size_t count : {1U, 2U, 47U, 300U, 4000U}) {
    const Words words = numbered(count);
    const std::string order = order_of(words);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
      if (!phrase_of({words[i], words[i + 1]}).stands_in(order, yes)) ++wrong;
      if (phrase_of({words[i + 1], words[i]}).stands_in(order, yes)) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("word order: agrees with the words themselves") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    Words words;
    for (auto i = random() % 60 + 1; i > 0; --i) words.push_back(numbered(8)[random() % 8]);
    Words sought;
    for (auto i = random() % 3 + 1; i > 0; --i) sought.push_back(words[random() % words.size()]);
    const bool expected =
        std::search(words.begin(), words.end(), sought.begin(), sought.end()) != words.end();
    CHECK(stands(sought, words) == expected);
  }
}

TEST_CASE("word order: does not depend on the order in which it is told") {
  const Occurrence part{5, form_hash("porte")};
  const Occurrence whole{5, form_hash("porteparole")};
  const Occurrence next{6, form_hash("parole")};
  CHECK(encode_word_order({part, whole, next}) == encode_word_order({next, whole, part}));
}

TEST_CASE("word order: takes less than two bytes a word") {
  CHECK(order_of(numbered(100)).size() < 170);
  CHECK(order_of(Words()).empty());
}

TEST_CASE("word order: in what is none, nothing stands") {
  CHECK_FALSE(phrase_of({"le"}).stands_in("", yes));
  CHECK_FALSE(phrase_of({"le"}).stands_in("\x0A", yes));
  CHECK_FALSE(phrase_of({"le"}).stands_in(std::string(40, '\0'), yes));
  CHECK_FALSE(phrase_of({"le"}).stands_in(std::string(40, '\xFF'), yes));
  const std::string order = order_of(Words{"le", "port"});
  CHECK_FALSE(phrase_of({"le", "port"}).stands_in(order.substr(0, order.size() - 1), yes));
}

TEST_CASE("word order: noise is read to its end, and no further") {
  std::mt19937 random(3);
  int found = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string noise(random() % 60 + 1, '\0');
    for (char& byte : noise) byte = static_cast<char>(random());
    noise[0] = static_cast<char>(random() % 48);
    if (phrase_of({"le", "port"}).stands_in(noise, yes)) ++found;
  }
  CHECK(found < 20);
}
