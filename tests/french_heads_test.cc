#include <string>

#include "corpus/french/chain.hh"
#include "corpus/french/heads.hh"
#include "tests/catch.hh"
#include "tests/samples.hh"

using namespace limier::corpus;

namespace {

/// Whether what is made of a spelling would be sought where a text has it.
bool finds_itself(Chain& chain, const std::string& surface) {
  const Word& word = chain.word(surface);
  for (const std::string& sought : {word.folded, word.stem}) {
    Heads heads;
    heads.add(sought);
    if (!sought.empty() && !heads.may_hold(surface)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("heads: tell words that begin otherwise") {
  Heads heads;
  heads.add("ecole");
  heads.add("parl");
  CHECK(heads.may_hold("Parler"));
  CHECK(heads.may_hold("ÉCOLE"));
  CHECK(heads.may_hold("Ecole"));
  CHECK_FALSE(heads.may_hold("maison"));
  CHECK_FALSE(heads.may_hold("pied"));
  CHECK_FALSE(heads.may_hold("m"));
}

TEST_CASE("heads: never tell a word from itself") {
  Chain chain;
  for (const char* surface : {"yeux", "1ere", "5ieme", "Iere", "2ème", "Vème", "XXIe", "c", "R&D",
                              "cœur", "œil", "dép\u00ADart", "pe\u0301ril", "ﬁn", "1,5"})
    CHECK(finds_itself(chain, surface));
}

TEST_CASE("heads: find every word of the samples") {
  Chain chain;
  for (const std::string& sentence : limier::test::sample_sentences())
    for (const Token& token : chain.analyse(sentence))
      if (!token.joined) {
        const std::string surface = sentence.substr(token.begin, token.end - token.begin);
        INFO(surface);
        CHECK(finds_itself(chain, surface));
      }
}
