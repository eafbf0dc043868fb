#include <string>

#include "corpus/printable.hh"
#include "corpus/reading/decode.hh"
#include "corpus/utf8.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;
using limier::test::utf8;

TEST_CASE("text for people is printed as it is") {
  CHECK(printable("L’énergie « propre »\u00A0: 20\u202F000 €…") ==
        "L’énergie « propre »\u00A0: 20\u202F000 €…");
  CHECK(printable("東京 أحمد 🌊") == "東京 أحمد 🌊");
  CHECK(printable("e\u0301te\u0301") == "e\u0301te\u0301");
  CHECK(printable("").empty());
  CHECK(printable("\\u001B") == "\\u001B");
}

TEST_CASE("controls are made visible") {
  CHECK(printable("\x1b[31mrouge") == "\\u001B[31mrouge");
  CHECK(printable("a\ab\bc") == "a\\u0007b\\u0008c");
  CHECK(printable(std::string("a\0b", 3)) == "a\\u0000b");
  CHECK(printable("a\x7f"
                  "b") == "a\\u007Fb");
  CHECK(printable("a\u009B31m") == "a\\u009B31m");
  CHECK(printable("a\rb") == "a\\u000Db");
  CHECK(printable("a\u2028b\u2029c") == "a\\u2028b\\u2029c");
}

TEST_CASE("what reorders text is made visible") {
  for (const int control : {0x061C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069}) {
    const auto c = static_cast<char32_t>(control);
    CHECK(is_terminal_control(c));
    CHECK(printable("a" + utf8(c) + "b").size() == 8);
  }
  CHECK(printable("a" + utf8(0x202E) + "b") == "a\\u202Eb");
  CHECK_FALSE(is_terminal_control(U'é'));
  CHECK_FALSE(is_terminal_control(0x202F));
}

TEST_CASE("line ends and tabs stay only where they are wanted") {
  CHECK(printable("a\n\tb") == "a\\u000A\\u0009b");
  CHECK(printable("a\n\tb", true) == "a\n\tb");
  CHECK(printable("a\rb", true) == "a\\u000Db");
}

TEST_CASE("bytes that are no UTF-8 are made visible") {
  CHECK(printable("\xE9t\xE9") == "\\xE9t\\xE9");
  CHECK(printable("a\xC3") == "a\\xC3");
  CHECK(printable("\xFF\xFE") == "\\xFF\\xFE");
  CHECK(printable("a\uFFFDb") == "a\uFFFDb");
}

TEST_CASE("whatever the bytes, what is printed is clean") {
  RandomText random(14);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = round % 2 == 0 ? random.bytes(40) : random.any(40);
    const std::string shown = printable(text, round % 3 == 0);
    if (!is_valid_utf8(shown)) FAIL("no UTF-8, round " << round);
    for (std::size_t at = 0; at < shown.size();) {
      const CodePoint c = code_point_at(shown, at);
      const bool kept = round % 3 == 0 && (c.value == U'\n' || c.value == U'\t');
      if (is_terminal_control(c.value) && !kept) FAIL("a control, round " << round);
      at = c.end;
    }
  }
}

TEST_CASE("the columns that a text takes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("port") == 4);
  CHECK(display_width("énergie") == 7);
  CHECK(display_width("e\u0301nergie") == 7);
  CHECK(display_width("«\u00A0œuvre\u00A0»") == 9);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("co\u00ADopérer") == 8);
}
