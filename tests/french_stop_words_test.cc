#include "corpus/french/spelling.hh"
#include "corpus/french/stop_words.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::corpus::is_stop_word;
using limier::corpus::normalise;
using limier::test::analyse;
using limier::test::lit;

TEST_CASE("words without a subject of their own are stop words") {
  for (const char* word :
       {"le",   "la",   "les",  "un",   "une",   "des",     "du",     "de",       "d",
        "l",    "qu",   "à",    "au",   "aux",   "en",      "dans",   "par",      "pour",
        "sur",  "avec", "sans", "et",   "ou",    "où",      "ni",     "mais",     "donc",
        "car",  "je",   "tu",   "il",   "elle",  "on",      "nous",   "vous",     "ils",
        "se",   "son",  "sa",   "ses",  "leur",  "ce",      "cette",  "qui",      "que",
        "quoi", "est",  "sont", "être", "était", "a",       "avoir",  "avait",    "ont",
        "ne",   "pas",  "plus", "si",   "comme", "lorsque", "quelqu", "quelquun", "cestàdire"})
    CHECK(is_stop_word(word));
}

TEST_CASE("words that only look like stop words are none") {
  for (const char* word : {"sûr", "dû", "né", "été", "avions", "tués", "son-", "la-", "çà", "mûr",
                           "avion", "port", "nation", "Le", "LES", "", " ", "etre", "meme"})
    CHECK_FALSE(is_stop_word(word));
}

TEST_CASE("stop words are told by their accents") {
  CHECK(is_stop_word("sur"));
  CHECK_FALSE(is_stop_word("sûr"));
  CHECK(is_stop_word("du"));
  CHECK_FALSE(is_stop_word("dû"));
  CHECK(is_stop_word("ne"));
  CHECK_FALSE(is_stop_word("né"));
  CHECK(is_stop_word("là"));
  CHECK(is_stop_word("mais"));
  CHECK_FALSE(is_stop_word("maïs"));
  CHECK(is_stop_word(normalise("E\u0302TRE")));
}

TEST_CASE("words that stem or fold to stop words are found") {
  CHECK(lit("tués", "les tués") == "les [tués]");
  CHECK(lit("tues", "les tués") == "les [tués]");
  CHECK(lit("avions", "nous voyons deux avions") == "nous voyons deux [avions]");
  CHECK(lit("avion", "nous voyons deux avions") == "nous voyons deux [avions]");
  CHECK(lit("été", "un bel été") == "un bel [été]");
  CHECK(lit("sûr", "un lieu sûr") == "un lieu [sûr]");
  CHECK(lit("dû", "le montant dû") == "le montant [dû]");
  CHECK(lit("né", "il est né") == "il est [né]");
  CHECK(lit("maïs", "un champ de maïs") == "un champ de [maïs]");
  CHECK(lit("tu", "les tués").empty());
  CHECK(lit("sûr", "il est sur le quai").empty());
}

TEST_CASE("a stop word has no stem and keeps its position") {
  const auto& tokens = analyse("le port de la ville");
  REQUIRE(tokens.size() == 5);
  CHECK(tokens[0].word->stop);
  CHECK(tokens[0].word->stem.empty());
  CHECK_FALSE(tokens[1].word->stop);
  CHECK(tokens[1].position == 1);
  CHECK(tokens[2].word->stop);
  CHECK(tokens[4].position == 4);
}

TEST_CASE("stop words weigh nothing beside others") {
  CHECK(lit("le chat", "un chat") == "un [chat]");
  CHECK(lit("chat de la gare", "chat gare") == "[chat] [gare]");
  CHECK(lit("où est le chat", "un chat") == "un [chat]");
}

TEST_CASE("a query of nothing but stop words works") {
  CHECK(lit("le", "le chat") == "[le] chat");
  CHECK(lit("être ou ne pas être", "être ou ne pas être") == "[être] [ou] [ne] [pas] [être]");
  CHECK(lit("qui est-ce", "qui est là") == "[qui] [est] là");
  CHECK(lit("\"de la\"", "de la gare") == "[de la] gare");
  CHECK(lit("\"de la\"", "la gare de").empty());
}
