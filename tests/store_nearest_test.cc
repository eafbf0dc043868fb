#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/lexicon.hh"
#include "corpus/store/nearest.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;

namespace {

std::string joined(const std::vector<std::string>& strings) {
  std::string result;
  for (const std::string& each : strings) result += (result.empty() ? "" : ", ") + each;
  return result;
}

/// What the lexicon says of texts.
class Collection : public limier::test::Collection {
 public:
  [[nodiscard]] std::string near(std::string_view folded, std::size_t limit = 10) const {
    std::vector<std::string> words;
    for (const NearWord& word : nearest_words(database(), folded, limit))
      words.push_back(word.accented);
    return joined(words);
  }
  [[nodiscard]] std::string variants(std::string_view folded) const {
    return joined(lexicon().variants_of(folded));
  }
  [[nodiscard]] std::string long_forms(std::string_view acronym) const {
    return joined(lexicon().long_forms_of(acronym));
  }
  [[nodiscard]] std::string acronyms(std::string_view long_form) const {
    return joined(lexicon().acronyms_of(long_form));
  }

 private:
  [[nodiscard]] Lexicon lexicon() const { return Lexicon(database()); }
};

/// Damerau and Levenshtein's distance with restricted transpositions, by the book.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

/// Whether one edit is enough for the first three letters.
bool begin_alike(std::string_view typed, std::string_view word) {
  const std::string_view head = word.substr(0, 3);
  return distance(typed.substr(0, 2), head) <= 1 || distance(typed.substr(0, 3), head) <= 1 ||
         distance(typed.substr(0, 4), head) <= 1;
}

}  // namespace

TEST_CASE("nearest words: one edit of any kind") {
  Collection texts;
  texts.add("le phare, le bateau et la marée");
  CHECK(texts.near("phrae") == "phare");
  CHECK(texts.near("phar") == "phare");
  CHECK(texts.near("pharre") == "phare");
  CHECK(texts.near("phire") == "phare");
  CHECK(texts.near("vhare") == "phare");
  CHECK(texts.near("marre") == "marée");
  CHECK(texts.near("batteua").empty());
  CHECK(texts.near("xylophone").empty());
}

TEST_CASE("nearest words: two edits from eight letters on") {
  Collection texts;
  texts.add("un gouvernail neuf, des matelots");
  CHECK(texts.near("gouvrenial") == "gouvernail");
  CHECK(texts.near("gouvernil") == "gouvernail");
  CHECK(texts.near("gouvxrenial").empty());
  CHECK(texts.near("mxtelxts") == "matelots");
  CHECK(texts.near("mxtelxt").empty());
  CHECK(texts.near("tamelots").empty());
}

TEST_CASE("nearest words: no stop words") {
  Collection texts;
  texts.add("dans cette rue, avec ce chat");
  CHECK(texts.near("dand").empty());
  CHECK(texts.near("dcette").empty());
}

TEST_CASE("nearest words: short words and numbers have none") {
  Collection texts;
  texts.add("la mer, le cap, en 2015 et en 20145, le F16 et le F17, la москва");
  CHECK(texts.near("mar").empty());
  CHECK(texts.near("2014").empty());
  CHECK(texts.near("20146").empty());
  CHECK(texts.near("f161").empty());
  CHECK(texts.near("москвы").empty());
  CHECK(texts.near("").empty());
  CHECK(texts.near(std::string(41, 'a')).empty());
}

TEST_CASE("nearest words: a number is not near to a word") {
  Collection texts;
  texts.add("le vol ab12 du soir");
  CHECK(texts.near("abcd").empty());
  CHECK(texts.near("abxy").empty());
}

TEST_CASE("nearest words: the likelier slip comes first") {
  Collection texts;
  SECTION("a neighbouring key") {
    texts.add("pale pali");
    CHECK(texts.near("palu") == "pali, pale");
  }
  SECTION("the same first letter") {
    texts.add("lamis vapis");
    CHECK(texts.near("vamis") == "vapis, lamis");
  }
  SECTION("a more frequent word") {
    texts.add("pont port");
    for (int i = 0; i < 9; ++i) texts.add("port");
    CHECK(texts.near("povt") == "port, pont");
  }
  SECTION("an apostrophe left out") {
    texts.add("davier essai");
    CHECK(texts.near("davoer") == "davier");
    CHECK(texts.near("dessai") == "essai");
    texts.add("dessali");
    CHECK(texts.near("dessai") == "essai, dessali");
  }
  SECTION("fewer edits") {
    texts.add("capitale");
    for (int i = 0; i < 9; ++i) texts.add("capitaine");
    CHECK(texts.near("capitalle") == "capitale, capitaine");
  }
  SECTION("no more than wanted") {
    texts.add("pale pali palo");
    CHECK(texts.near("palu", 1) == "pali");
    CHECK(texts.near("palu", 0).empty());
  }
}

TEST_CASE("nearest words: none is left out") {
  std::minstd_rand random(3);
  const auto word = [&] {
    std::string result(3 + random() % 8, 'b');
    for (char& c : result) c = static_cast<char>('b' + random() % 3);
    return result;
  };
  Collection texts;
  std::set<std::string> words;
  std::string text;
  for (int i = 0; i < 400; ++i) {
    const std::string fresh = word();
    words.insert(fresh);
    text += fresh + " ";
  }
  texts.add(text);
  for (int i = 0; i < 100; ++i) {
    const std::string typed = word();
    if (typed.size() < 4) continue;
    CAPTURE(typed);
    std::set<std::string> expected;
    for (const std::string& each : words)
      if (distance(typed, each) <= (typed.size() < 8 ? 1U : 2U) && begin_alike(typed, each))
        expected.insert(each);
    const std::string near = texts.near(typed, 1000);
    std::set<std::string> found;
    for (std::size_t at = 0; at < near.size();) {
      const std::size_t end = std::min(near.find(", ", at), near.size());
      found.insert(near.substr(at, end - at));
      at = end + 2;
    }
    CHECK(found == expected);
  }
}

TEST_CASE("the lexicon knows the other spellings of a name") {
  Collection texts;
  texts.add("Hier, Tokaïev parlait.");
  texts.add("Hier, Tokayev parlait à Tokayev.");
  texts.add("Demain, Tokayev se taira.");
  CHECK(texts.variants("tokaev") == "tokayev, tokaiev");
  CHECK(texts.variants("tokaiev") == "tokayev");
  CHECK(texts.variants("tokayev") == "tokaiev");
  CHECK(texts.variants("lukashenko").empty());
  CHECK(texts.variants("").empty());
  CHECK(texts.variants("roi").empty());
}

TEST_CASE("the lexicon takes no common word for a name") {
  Collection texts;
  texts.add("Hier, Putin parlait.");
  texts.add("Hier, Poutine parlait.");
  CHECK(texts.variants("putin") == "poutine");
  texts.add("Une poutine chaude.");
  texts.add("Une poutine froide.");
  CHECK(texts.variants("putin").empty());
  CHECK(texts.variants("poutine").empty());
}

TEST_CASE("the lexicon takes no capital of a sentence for a name") {
  Collection texts;
  texts.add("Tokaïev parlait. Tokaïev se tait.");
  CHECK(texts.variants("tokayev").empty());
  texts.add("Et PUIS TOKAÏEV.");
  CHECK(texts.variants("tokayev").empty());
}

TEST_CASE("the lexicon pairs acronyms and their long forms") {
  Collection texts;
  texts.add("Le Comité des pêcheurs de Valserac (CPV) vote.");
  texts.add("Le Comité des pêcheurs de Valserac (CPV) revote.");
  texts.add("Le CPV (Cercle de la plage verte) vote.");
  CHECK(texts.long_forms("cpv") == "comite des pecheurs de valserac, cercle de la plage verte");
  CHECK(texts.acronyms("comite des pecheurs de valserac") == "cpv");
  CHECK(texts.acronyms("cercle de la plage verte") == "cpv");
  CHECK(texts.acronyms("comite des pecheurs").empty());
  CHECK(texts.long_forms("cp").empty());
  CHECK(texts.long_forms("").empty());
}

TEST_CASE("the lexicon forgets names and acronyms with the last text that holds them") {
  Collection texts;
  const auto first = texts.add("Hier, Tokaïev voyait le Cercle de la plage verte (CPV).");
  const auto second = texts.add("Hier, Tokaïev voyait le Cercle de la plage verte (CPV).");
  texts.add("Hier, Tokayev voyait le Comité des pêcheurs de Valserac (CPV).");
  CHECK(texts.long_forms("cpv") == "cercle de la plage verte, comite des pecheurs de valserac");
  texts.remove(first);
  CHECK(texts.variants("tokayev") == "tokaiev");
  CHECK(texts.acronyms("cercle de la plage verte") == "cpv");
  texts.remove(second);
  CHECK(texts.variants("tokayev").empty());
  CHECK(texts.variants("tokaiev") == "tokayev");
  CHECK(texts.long_forms("cpv") == "comite des pecheurs de valserac");
  CHECK(texts.acronyms("cercle de la plage verte").empty());
  CHECK(texts.near("plague").empty());
}
