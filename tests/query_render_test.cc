#include <sstream>
#include <string>
#include <vector>

#include "corpus/printable.hh"
#include "query/render.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::query;
using limier::test::RandomText;

namespace {

/// A text whose highlights are in brackets, rendered, with its colours as brackets again.
std::string rendered(const std::string& marked, std::size_t width = 0) {
  std::string text;
  std::vector<Highlight> highlights;
  for (const char c : marked) {
    if (c == '[') highlights.push_back({text.size(), text.size()});
    else if (c == ']') highlights.back().end = text.size();
    else text += c;
  }
  std::string result = render(text, highlights, width, true);
  const auto replace = [&](std::string_view code, std::string_view sign) {
    for (auto at = result.find(code); at != std::string::npos; at = result.find(code))
      result.replace(at, code.size(), sign);
  };
  replace("\x1b[1;31m", "[");
  replace("\x1b[0m", "]");
  return result;
}

std::string plain(const std::string& text, std::size_t width) {
  return render(text, {}, width, false);
}

}  // namespace

TEST_CASE("a passage off a terminal is one line, indented by two") {
  CHECK(plain("La mer monte.", 0) == "  La mer monte.\n");
  CHECK(plain("  La mer\n\nmonte.\t ", 0) == "  La mer monte.\n");
  CHECK(plain("", 0) == "\n");
}

TEST_CASE("a passage is wrapped between words") {
  CHECK(plain("La mer monte vite", 12) == "  La mer\n  monte vite\n");
  CHECK(plain("La mer monte vite", 100) == "  La mer monte vite\n");
  CHECK(plain("anticonstitutionnellement dit", 10) == "  anticonstitutionnellement\n  dit\n");
  CHECK(plain("été été été", 9) == "  été été\n  été\n");
  CHECK(plain("東京 東京", 8) == "  東京\n  東京\n");
}

TEST_CASE("a no-break space never ends a line") {
  CHECK(plain("La mer\u00A0: monte", 9) == "  La\n  mer\u00A0:\n  monte\n");
  CHECK(plain("Ils sont 20\u202F000 !", 10) == "  Ils sont\n  20\u202F000 !\n");
}

TEST_CASE("highlights are coloured") {
  CHECK(rendered("La [mer] monte.") == "  La [mer] monte.\n");
  CHECK(rendered("[La] mer [monte].") == "  [La] mer [monte].\n");
  CHECK(rendered("de l’[énergie]") == "  de l’[énergie]\n");
  CHECK(render("La mer", {{3, 6}}, 0, false) == "  La mer\n");
}

TEST_CASE("a colour never spans a space or a line end") {
  CHECK(rendered("Le [chat de la gare] dort") == "  Le [chat] [de] [la] [gare] dort\n");
  CHECK(rendered("Le [chat de la gare] dort", 12) == "  Le [chat] [de]\n  [la] [gare]\n  dort\n");
  CHECK(rendered("[20\u202F000] marins") == "  [20\u202F000] marins\n");
}

TEST_CASE("colours take no columns") {
  CHECK(rendered("La [mer] monte", 8) == "  La [mer]\n  monte\n");
}

TEST_CASE("what could control a terminal is made visible") {
  CHECK(plain("a\x1b[31mb", 0) == "  a\\u001B[31mb\n");
  CHECK(plain("a" + limier::test::utf8(0x202E) + "b", 0) == "  a\\u202Eb\n");
}

TEST_CASE("whatever the text, what is rendered is clean and no line too long") {
  RandomText random(18);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random.any(60);
    std::istringstream lines(plain(text, 40));
    for (std::string line; std::getline(lines, line);) {
      if (limier::corpus::printable(line) != line) FAIL(text);
      if (limier::corpus::display_width(line) > 40 && line.find(' ', 2) != std::string::npos)
        FAIL(text);
    }
  }
}
