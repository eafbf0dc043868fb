#include <string>

#include "corpus/french/spelling.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;

namespace {

std::string plain(std::string_view word) { return fold(normalise(word)); }

}  // namespace

TEST_CASE("a spelling is normalised to lower case, its accents kept") {
  CHECK(normalise("Énergie") == "énergie");
  CHECK(normalise("ÉLYSÉE") == "élysée");
  CHECK(normalise("ÇA") == "ça");
  CHECK(normalise("MOSCOU") == "moscou");
  CHECK(normalise("Ÿ") == "ÿ");
  CHECK(normalise("МОСКВА") == "москва");
  CHECK(normalise("Straße") == "strasse");
  CHECK(normalise("").empty());
}

TEST_CASE("decomposed spellings are composed") {
  CHECK(normalise("e\u0301nergie") == "énergie");
  CHECK(normalise("E\u0301LE\u0300VE") == "élève");
  CHECK(normalise("c\u0327a") == "ça");
  CHECK(normalise("nai\u0308ve") == "naïve");
}

TEST_CASE("ligatures expand before anything is stemmed") {
  CHECK(normalise("œuvre") == "oeuvre");
  CHECK(normalise("ŒUVRE") == "oeuvre");
  CHECK(normalise("ex æquo") == "ex aequo");
  CHECK(normalise("Ægir") == "aegir");
  CHECK(normalise("ﬁlet") == "filet");
  CHECK(normalise("aﬀaire") == "affaire");
}

TEST_CASE("raised and lowered characters come down") {
  CHECK(normalise("CO₂") == "co2");
  CHECK(normalise("m²") == "m2");
  CHECK(normalise("1ᵉʳ") == "1er");
  CHECK(normalise("XXᵉ") == "xxe");
  CHECK(normalise("Ｆ１６") == "f16");
}

TEST_CASE("what cannot be seen is gone") {
  CHECK(normalise("co\u00ADopé\u00ADrer") == "coopérer");
  CHECK(normalise("a\u200Db\u2060c\u200Cd") == "abcd");
  CHECK(normalise("\uFEFFport") == "port");
}

TEST_CASE("folding takes the accents away") {
  CHECK(fold("réunies") == "reunies");
  CHECK(fold("où") == "ou");
  CHECK(fold("garçon") == "garcon");
  CHECK(fold("maïs") == "mais");
  CHECK(fold("ambiguë") == "ambigue");
  CHECK(fold("âêîôû") == "aeiou");
  CHECK(fold("ÿ") == "y");
  CHECK(fold("port") == "port");
  CHECK(fold("").empty());
}

TEST_CASE("letters with a stroke fold as well") {
  CHECK(plain("Łódź") == "lodz");
  CHECK(plain("Ørsted") == "orsted");
  CHECK(plain("Đorđe") == "dorde");
  CHECK(plain("İstanbul") == "istanbul");
  CHECK(plain("Diyarbakır") == "diyarbakir");
  CHECK(plain("Þór") == "thor");
  CHECK(plain("Ħal") == "hal");
}

TEST_CASE("other scripts keep what belongs to their letters") {
  CHECK(plain("Αθήνα") == "αθηνα");
  CHECK(plain("Чехов") == "чехов");
  CHECK(plain("हिन्दी") == "हिन्दी");
  CHECK(plain("東京") == "東京");
  CHECK(plain("أحمد").size() >= 8);
}

TEST_CASE("normalising twice and folding twice change nothing more") {
  RandomText random(7);
  for (int round = 0; round < 10'000; ++round) {
    const std::string text = random.any(12);
    // A mark after a ligature sits on its second letter only when the ligature has expanded.
    if (text.find("œ") != std::string::npos) continue;
    const std::string once = normalise(text);
    if (normalise(once) != once) FAIL("normalised twice: " << text);
    const std::string folded = fold(once);
    if (fold(folded) != folded) FAIL("folded twice: " << text);
  }
}

TEST_CASE("a folded spelling is normalised") {
  for (const char* word : {"Énergie", "ŒUVRE", "Łódź", "naïve", "CO₂", "1ᵉʳ", "Straße", "Αθήνα"}) {
    const std::string folded = plain(word);
    CHECK(normalise(folded) == folded);
  }
}
