#include <algorithm>
#include <string>

#include "corpus/store/lexicon.hh"
#include "corpus/store/sections.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;

namespace {

/// What the lexicon says of texts.
class Collection : public limier::test::Collection {
 public:
  /// The forms of a folded spelling with their counts, `marché 2, marche 1`.
  [[nodiscard]] std::string forms(std::string_view folded) const {
    std::string result;
    for (const LexiconForm& form : Lexicon(database()).forms_of(folded))
      result += (result.empty() ? "" : ", ") + form.accented + " " + std::to_string(form.sections);
    return result;
  }
};

}  // namespace

TEST_CASE("all forms of a folded spelling are told, the most frequent first") {
  Collection texts;
  texts.add("le marché du port");
  texts.add("un marché, deux marchés");
  texts.add("il marche vers le MARCHÉ");
  CHECK(texts.forms("marche") == "marché 3, marche 1");
  CHECK(texts.forms("marches") == "marchés 1");
  CHECK(texts.forms("port") == "port 1");
  CHECK(texts.forms("quai").empty());
  CHECK(texts.forms("").empty());
}

TEST_CASE("a form is not told with those that it begins") {
  Collection texts;
  texts.add("reuni réunies réunie réunir");
  CHECK(texts.forms("reuni") == "reuni 1");
  CHECK(texts.forms("reunie") == "réunie 1");
  CHECK(texts.forms("reun").empty());
}

TEST_CASE("forms differ by their accents alone") {
  Collection texts;
  texts.add("cote côte côté coté Côté COTE");
  CHECK(texts.forms("cote") == "cote 1, coté 1, côte 1, côté 1");
}

TEST_CASE("stop words and joined forms are in the lexicon, too") {
  Collection texts;
  texts.add("où va le porte-parole");
  CHECK(texts.forms("ou") == "où 1");
  CHECK(texts.forms("porteparole") == "porteparole 1");
}

TEST_CASE("the lexicon is exact after deletion") {
  Collection texts;
  const auto first = texts.add("le marché");
  const auto second = texts.add("le marché");
  texts.add("il marche");
  CHECK(texts.forms("marche") == "marché 2, marche 1");
  texts.remove(first);
  CHECK(texts.forms("marche") == "marche 1, marché 1");
  texts.remove(second);
  CHECK(texts.forms("marche") == "marche 1");
}

TEST_CASE("the forms told are no more than a few") {
  Collection texts;
  for (const char* a : {"a", "à", "á", "â", "ã", "ä", "å", "ā"})
    for (const char* b : {"e", "è", "é", "ê", "ë", "ē"})
      texts.add(std::string("m") + a + "r" + b + "e");
  CHECK(Lexicon::kMaxForms == 16);
  const std::string forms = texts.forms("maree");
  CHECK(std::count(forms.begin(), forms.end(), ',') == 15);
}
