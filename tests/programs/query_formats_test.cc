// What limier-query prints: the four formats, colours and widths, and that nothing in a text, a
// name or a query controls the terminal.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Json = nlohmann::json;
using Names = std::vector<std::string>;

const std::string kHighlight = "\x1b[";

/// A small collection, indexed once a process.
const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("fonds/moulin.txt",
                   "Le moulin tourne encore\n"
                   "\n"
                   "Cet été-là, l’énergie du torrent manquait. On attendit l’automne.\n"
                   "\n"
                   "Puis l’ÉNERGIE revint : le meunier 漢字 graissa la roue, ouvrit la vanne "
                   "et, dès l’aube, les meules broyèrent de nouveau le blé des deux vallées, "
                   "sans répit jusqu’à la Toussaint.\n");
    workshop.write("fonds/page.html",
                   "<!doctype html><html><head><title>La scierie</title></head><body>"
                   "<p>La scierie du bas tire son énergie de la chute.</p></body></html>\n");
    workshop.write("fonds/fiches.jsonl",
                   "{\"id\":\"turbine\",\"title\":\"La turbine\",\"date\":\"2020-05\","
                   "\"source\":\"Le Bief\",\"author\":\"Lia Roc\",\"url\":\"http://bief.test/t\","
                   "\"text\":\"La turbine donne son énergie au bourg.\"}\n"
                   "\n"
                   "{\"id\":\"deux mots\\tet 100%\",\"text\":\"Première ligne.\\nUne énergie "
                   "perdue.\"}\n");
    return workshop.index({"fonds"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

/// The passages of a query by document, and its end under the name ``.
std::map<std::string, Json> passages(const Workshop& workshop, const Arguments& arguments) {
  Arguments all = {"--format", "jsonl", "-n", "100", "--all-copies"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const Result result = workshop.query(all);
  REQUIRE(result.code == 0);
  CHECK(result.err.empty());
  std::map<std::string, Json> found;
  for (const Json& line : parse_lines(result.out))
    found[line.at("type") == "end" ? "" : line.at("document").get<std::string>()] = line;
  return found;
}

std::string cut(const std::string& text, const Json& begin, const Json& end) {
  return text.substr(begin.get<std::size_t>(), end.get<std::size_t>() - begin.get<std::size_t>());
}

Names highlighted(const Json& passage) {
  Names words;
  for (const Json& pair : passage.at("highlights"))
    words.push_back(cut(passage.at("text").get<std::string>(), pair.at(0), pair.at(1)));
  return words;
}

/// The code points of a text; each byte that is no UTF-8 counts as U+DC00 and more.
std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const bool is_broken = (lead >= 0x80 && lead < 0xC2) || i + length > text.size();
    char32_t value = is_broken ? 0xDC00 + lead : length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && !is_broken; ++k)
      value = value << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    result.push_back(value);
    i += is_broken ? 1 : length;
  }
  return result;
}

/// Columns of a terminal: of the scripts in these tests, Chinese takes two each.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char32_t c : code_points(text)) columns += c >= 0x4E00 && c < 0xA000 ? 2 : 1;
  return columns;
}

bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) {
    return static_cast<char>(static_cast<unsigned char>(value));
  };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6U), byte(0x80 | (c & 0x3FU))};
  return {byte(0xE0 | c >> 12U), byte(0x80 | (c >> 6U & 0x3FU)), byte(0x80 | (c & 0x3FU))};
}

/// Every code point that must not reach a terminal, each behind a letter.
std::string forbidden_text() {
  std::string text;
  for (char32_t c = 1; c < 0x2100; ++c)
    if (is_forbidden(c)) text += "x" + utf8(c);
  return text;
}

/// The code points in a text that must not reach a terminal, and bytes that are no UTF-8. The line
/// ends of CSV are harmless.
std::set<unsigned> leaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n")) != std::string::npos;) text.erase(at, 1);
  std::set<unsigned> result;
  for (const char32_t c : code_points(text))
    if (is_forbidden(c) || (c >= 0xDC00 && c < 0xE000)) result.insert(static_cast<unsigned>(c));
  return result;
}

std::string as_json(const std::string& text) { return Json(text).dump(); }

/// What a terminal shows, without its colours.
std::string without_colors(std::string text) {
  for (std::size_t begin = 0; (begin = text.find("\x1b[")) != std::string::npos;)
    text.erase(begin, text.find('m', begin) - begin + 1);
  std::erase(text, '\r');
  return text;
}

}  // namespace

TEST_CASE("text shows a block for each document") {
  const Result result = library().query({"turbine"});
  CHECK(result.out ==
        "La turbine\n"
        "fonds/fiches.jsonl:1 · turbine · 2020-05 · Le Bief\n"
        "  La turbine donne son énergie au bourg.\n");
  SECTION("set apart by blank lines") {
    CHECK(contains(library().query({"scierie", "OU", "turbine"}).out, ".\n\nLa "));
  }
}

TEST_CASE("text off a terminal is unwrapped and without colour") {
  Setting setting;
  setting.environment = {{"COLUMNS", "40"}};
  const Result result = library().query({"meules"}, setting);
  CHECK_FALSE(contains(result.out, "\x1b"));
  CHECK(contains(result.out, "les meules broyèrent de nouveau le blé des deux vallées, sans"));
}

TEST_CASE("colours follow --color and the environment") {
  Setting terminal;
  terminal.columns = 80;
  const auto is_colored = [](const Arguments& arguments, const Setting& setting) {
    return contains(library().query(arguments, setting).out, kHighlight);
  };
  SECTION("on a terminal") { CHECK(is_colored({"turbine"}, terminal)); }
  SECTION("not where they are unwanted") {
    CHECK_FALSE(is_colored({"--color", "never", "turbine"}, terminal));
    terminal.environment = {{"NO_COLOR", "1"}};
    CHECK_FALSE(is_colored({"turbine"}, terminal));
    terminal.environment = {{"TERM", "dumb"}};
    CHECK_FALSE(is_colored({"turbine"}, terminal));
  }
  SECTION("an empty NO_COLOR says nothing") {
    terminal.environment = {{"NO_COLOR", ""}};
    CHECK(is_colored({"turbine"}, terminal));
  }
  SECTION("always also off a terminal and against the environment") {
    CHECK(is_colored({"--color", "always", "turbine"}, {}));
    terminal.environment = {{"NO_COLOR", "1"}};
    CHECK(is_colored({"--color", "always", "turbine"}, terminal));
  }
  SECTION("never in the formats for programs") {
    for (const char* format : {"jsonl", "csv", "tsv", "trec", "paths"})
      CHECK_FALSE(is_colored({"--color", "always", "--format", format, "turbine"}, {}));
  }
}

TEST_CASE("what matched is coloured and nothing else of the passage") {
  const std::string out = library().query({"--color", "always", "meules"}).out;
  const std::size_t begin = out.find("\x1b[1;31m");
  REQUIRE(begin != std::string::npos);
  CHECK(out.compare(begin, 17, "\x1b[1;31mmeules\x1b[0m") == 0);
  CHECK(out.find("\x1b[1;31m", begin + 1) == std::string::npos);
}

TEST_CASE("on a terminal no line of a passage is wider than it") {
  const unsigned short columns = GENERATE(as<unsigned short>(), 20, 40, 41, 79);
  CAPTURE(columns);
  Setting setting;
  setting.columns = columns;
  const std::string shown = without_colors(library().query({"meules"}, setting).out);
  std::size_t wrapped = 0;
  for (const std::string& line : lines_of(shown)) {
    if (!line.starts_with("  ")) continue;
    CHECK(columns_of(line) <= columns);
    ++wrapped;
  }
  CHECK(wrapped > 1);
  CHECK(contains(shown, "漢字"));
}

TEST_CASE("a word wider than the terminal is not cut") {
  const Workshop workshop;
  const std::string word(60, 'z');
  workshop.write("a.txt", "Le mot " + word + " est long.\n");
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  Setting setting;
  setting.columns = 40;
  CHECK(contains(without_colors(workshop.query({"long"}, setting).out), "\n  " + word + "\n"));
}

TEST_CASE("the keys of JSON Lines and their types") {
  const auto found = passages(library(), {"énergie"});
  REQUIRE(found.size() == 5);
  const std::set<std::string> text_keys = {"title", "date", "source", "author", "url"};
  for (const auto& [name, value] : found) {
    CAPTURE(name);
    if (name.empty()) continue;
    CHECK(value.at("type") == "passage");
    CHECK(value.at("query").is_null());
    CHECK(value.at("rank").is_number_unsigned());
    CHECK(value.at("score").is_number_float());
    CHECK(value.at("document").is_string());
    CHECK(value.at("path").is_string());
    CHECK((value.at("line").is_number_unsigned() || value.at("line").is_null()));
    for (const std::string& key : text_keys)
      CHECK((value.at(key).is_null() || !value.at(key).get<std::string>().empty()));
    CHECK(value.at("section") == 0);
    CHECK(value.at("text").is_string());
    CHECK(value.at("begin").is_number_unsigned());
    CHECK(value.at("end").is_number_unsigned());
    CHECK(value.at("highlights").is_array());
  }
  const Json& end = found.at("");
  CHECK(end.at("query").is_null());
  CHECK(end.at("documents") == 4);
  CHECK(end.at("relaxed") == false);
  CHECK(end.at("missing") == Json::array());
  CHECK(end.at("seconds").is_number());
}

TEST_CASE("the type is the first key of a JSON line") {
  for (const std::string& line : lines_of(library().query({"--format", "jsonl", "turbine"}).out))
    CHECK(line.starts_with("{\"type\":\""));
}

TEST_CASE("a passage tells what is known of its document") {
  const auto found = passages(library(), {"énergie"});
  const Json& turbine = found.at("turbine");
  CHECK(turbine.at("path") == "fonds/fiches.jsonl");
  CHECK(turbine.at("title") == "La turbine");
  CHECK(turbine.at("date") == "2020-05");
  CHECK(turbine.at("source") == "Le Bief");
  CHECK(turbine.at("author") == "Lia Roc");
  CHECK(turbine.at("url") == "http://bief.test/t");
  const Json& text = found.at("fonds/moulin.txt");
  CHECK(text.at("path") == "fonds/moulin.txt");
  CHECK(text.at("title") == "Le moulin tourne encore");
  CHECK(text.at("date").is_null());
}

TEST_CASE("ranks count from 1 in the order of scores") {
  const auto lines = parse_lines(library().query({"--format", "jsonl", "énergie"}).out);
  REQUIRE(lines.size() == 5);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    CHECK(lines[i].at("rank") == i + 1);
    if (i > 0) CHECK(lines[i].at("score") <= lines[i - 1].at("score"));
  }
}

TEST_CASE("the line is that of the passage in a text") {
  CHECK(passages(library(), {"automne"}).at("fonds/moulin.txt").at("line") == 3);
  CHECK(passages(library(), {"meunier"}).at("fonds/moulin.txt").at("line") == 5);
  SECTION("also far down a long one") {
    const Workshop workshop;
    std::string text;
    for (int i = 1; i <= 900; ++i)
      text += i == 777 ? "Un courlis crie.\n\n" : "Rien ne bouge sur la vasière.\n\n";
    workshop.write("a.txt", text);
    REQUIRE(workshop.index({"a.txt"}).code == 0);
    const Json passage = passages(workshop, {"courlis"}).at("a.txt");
    CHECK(passage.at("line") == 2 * 777 - 1);
    CHECK(passage.at("section").get<int>() > 0);
    CHECK(contains(cut(text, passage.at("begin"), passage.at("end")), "Un courlis crie."));
  }
}

TEST_CASE("the line is the record's in JSON Lines") {
  const auto found = passages(library(), {"énergie"});
  CHECK(found.at("turbine").at("line") == 1);
  CHECK(found.at("deux mots\tet 100%").at("line") == 3);
}

TEST_CASE("there is no line in a web page") {
  CHECK(passages(library(), {"scierie"}).at("fonds/page.html").at("line").is_null());
}

TEST_CASE("begin and end are bytes of the decoded text") {
  const auto check = [](const Workshop& workshop, const std::string& name,
                        const std::string& decoded, const std::string& query) {
    const Json passage = passages(workshop, {query}).at(name);
    CHECK(cut(decoded, passage.at("begin"), passage.at("end")) ==
          passage.at("text").get<std::string>());
  };
  SECTION("of a text in UTF-8") {
    check(library(), "fonds/moulin.txt", read_file(library() / "fonds/moulin.txt"), "meunier");
    check(library(), "fonds/moulin.txt", read_file(library() / "fonds/moulin.txt"), "automne");
  }
  SECTION("of a record") {
    check(library(), "deux mots\tet 100%", "Première ligne.\nUne énergie perdue.", "perdue");
  }
  SECTION("of a text in Windows-1252 with a byte order mark's place and other line ends") {
    const Workshop workshop;
    workshop.write("cp.txt", "\xC9t\xE9 sec\r\n\r\nL\x92\xE9nergie co\xFBte 5 \x80 ici.\r\n");
    workshop.write("bom.txt", "\xEF\xBB\xBFÉté sec\r\n\r\nL’énergie coûte 5 € ici.\r\n");
    REQUIRE(workshop.index({"cp.txt", "bom.txt"}).code == 0);
    const std::string decoded = "Été sec\n\nL’énergie coûte 5 € ici.\n";
    check(workshop, "cp.txt", decoded, "coûte");
    check(workshop, "bom.txt", decoded, "coûte");
  }
}

TEST_CASE("highlights cut out the words that matched") {
  const auto found = passages(library(), {"energie"});
  CHECK(highlighted(found.at("turbine")) == Names{"énergie"});
  CHECK(highlighted(found.at("fonds/moulin.txt")).front() == "énergie");
  CHECK(highlighted(passages(library(), {"vallée", "meunier"}).at("fonds/moulin.txt")) ==
        Names{"meunier", "vallées"});
  SECTION("a phrase as a whole") {
    CHECK(highlighted(passages(library(), {"\"roue ouvrit la vanne\""}).at("fonds/moulin.txt")) ==
          Names{"roue, ouvrit la vanne"});
  }
  SECTION("in order and apart from each other") {
    const Json pairs =
        passages(library(), {"--match", "any", "meules blé vallée meunier roue \"le blé\""})
            .at("fonds/moulin.txt")
            .at("highlights");
    std::size_t last = 0;
    for (const Json& pair : pairs) {
      CHECK(pair.at(0).get<std::size_t>() >= last);
      CHECK(pair.at(0) < pair.at(1));
      last = pair.at(1).get<std::size_t>();
    }
    CHECK(pairs.size() == 5);
  }
}

TEST_CASE("what no document holds is named as missing") {
  const Json end = passages(library(), {"--match", "any", "turbine", "hippopotame"}).at("");
  CHECK(end.at("missing") == Json::array({"hippopotame"}));
}

TEST_CASE("a run in TREC's format has six columns") {
  Setting setting;
  setting.input = "le sujet 1\ténergie\n";
  const std::string out = library().query({"--batch", "-", "--format", "trec"}, setting).out;
  const auto lines = lines_of(out);
  REQUIRE(lines.size() == 4);
  Names documents;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Names columns;
    for (std::size_t at = 0; at <= lines[i].size();) {
      const std::size_t end = std::min(lines[i].find(' ', at), lines[i].size());
      columns.push_back(lines[i].substr(at, end - at));
      at = end + 1;
    }
    CAPTURE(lines[i]);
    REQUIRE(columns.size() == 6);
    CHECK(columns[0] == "le%20sujet%201");
    CHECK(columns[1] == "Q0");
    CHECK(columns[3] == std::to_string(i + 1));
    CHECK(std::stod(columns[4]) > 0);
    CHECK(columns[5] == "limier");
    documents.push_back(columns[2]);
  }
  std::sort(documents.begin(), documents.end());
  CHECK(documents ==
        Names{"deux%20mots%09et%20100%25", "fonds/moulin.txt", "fonds/page.html", "turbine"});
}

TEST_CASE("paths are those of the files and each stands once") {
  const Result lines = library().query({"--format", "paths", "énergie"});
  CHECK(lines.code == 0);
  auto paths = lines_of(lines.out);
  std::sort(paths.begin(), paths.end());
  CHECK(paths == Names{"fonds/fiches.jsonl", "fonds/moulin.txt", "fonds/page.html"});
  SECTION("each ended by a NUL on demand") {
    std::string out = library().query({"--format", "paths", "-0", "énergie"}).out;
    CHECK(std::count(out.begin(), out.end(), '\0') == 3);
    std::replace(out.begin(), out.end(), '\0', '\n');
    CHECK(out == lines.out);
  }
}

TEST_CASE("paths are relative where they lie under the working folder") {
  Setting setting;
  setting.folder = library() / "fonds";
  CHECK(library().query({"--format", "paths", "turbine"}, setting).out == "fiches.jsonl\n");
  setting.folder = "/";
  const std::string path = library() / "fonds/fiches.jsonl";
  CHECK(library().query({"--format", "paths", "turbine"}, setting).out == path.substr(1) + "\n");
  setting.folder = library() / "db";
  CHECK(library().query({"--format", "paths", "turbine"}, setting).out == path + "\n");
}

TEST_CASE("nothing in a text or a record controls the terminal") {
  const std::string bad = forbidden_text();
  const Workshop workshop;
  workshop.write("fiches.jsonl",
                 "{\"id\":" + as_json("i" + bad) + ",\"title\":" + as_json("La mouette " + bad) +
                     ",\"source\":" + as_json(bad) + ",\"author\":" + as_json(bad) +
                     ",\"url\":" + as_json(bad) +
                     ",\"text\":" + as_json("Une mouette " + bad + " crie.") + "}\n");
  // Among so many words the controls do not make a binary file of it.
  std::string prose;
  for (int i = 0; i < 200; ++i) prose += "Rien ne bouge sur la grève.\n\n";
  workshop.write("texte.txt", "Mouette " + bad + "\n\nLa mouette " + bad + " plane.\n\n" + prose);
  REQUIRE(workshop.index({"fiches.jsonl", "texte.txt"}).code == 0);
  const std::string format =
      GENERATE(as<std::string>(), "text", "lines", "jsonl", "csv", "tsv", "paths");
  CAPTURE(format);
  const Result result = workshop.query({"--format", format, "mouette"});
  CHECK(result.code == 0);
  CHECK(contains(result.out, "fiches.jsonl"));
  CHECK(leaks(result.out).empty());
  CHECK(leaks(result.err).empty());
}

TEST_CASE("nothing in a file name controls the terminal") {
  const std::string bad = forbidden_text();
  const Workshop workshop;
  // A name is at most 255 bytes long.
  for (std::size_t part = 0; part < 3; ++part) {
    std::string piece;
    const auto points = code_points(bad);
    for (std::size_t i = part * points.size() / 3; i < (part + 1) * points.size() / 3; ++i)
      piece += utf8(points[i]);
    workshop.write("fonds/" + piece + ".txt", "Un goéland crie.\n");
    workshop.write("fonds/" + piece + ".jsonl", "{\"text\":\"Un goéland crie.\"}\noups\n");
    workshop.write("fonds/" + piece + ".bin", std::string("\0\0\0\0\1\2", 6));
  }
  workshop.write("fonds/octets \x9B\x31m\xFF.txt", "Un goéland crie.\n");
  const Result indexed = workshop.index({"-v", "fonds"});
  CHECK(indexed.code == 3);
  CHECK(leaks(indexed.err).empty());
  CHECK(leaks(indexed.out).empty());
  const std::string format =
      GENERATE(as<std::string>(), "text", "lines", "jsonl", "csv", "tsv", "paths");
  CAPTURE(format);
  const Result result = workshop.query({"--format", format, "goéland"});
  CHECK(result.code == 0);
  CHECK(leaks(result.out).empty());
  CHECK(leaks(result.err).empty());
}

TEST_CASE("paths ended by a NUL are the names as they are") {
  const Workshop workshop;
  const std::string name = "a\x1B[1m\n\xC2\x9B\xFF.txt";
  workshop.write(name, "Un cormoran plonge.\n");
  REQUIRE(workshop.index({"./" + name}).code == 0);
  CHECK(workshop.query({"--format", "paths", "-0", "cormoran"}).out == name + '\0');
}

TEST_CASE("nothing in a query controls the terminal") {
  const std::string bad = forbidden_text();
  Setting setting;
  const auto arguments = GENERATE_REF(
      Arguments{"énergie", bad}, Arguments{"--match", "any", "énergie \"" + bad + "\""},
      Arguments{"--format", "jsonl", bad}, Arguments{"titre:" + bad},
      Arguments{"maire", "-v" + bad}, Arguments{"--format", bad, "énergie"},
      Arguments{"-d", bad, "énergie"}, Arguments{"--batch", bad}, Arguments{"--" + bad, "énergie"});
  const Result result = library().query(arguments);
  CHECK(leaks(result.out).empty());
  CHECK(leaks(result.err).empty());
}

TEST_CASE("nothing in a batch controls the terminal") {
  const std::string format =
      GENERATE(as<std::string>(), "text", "lines", "jsonl", "csv", "tsv", "paths");
  CAPTURE(format);
  std::string bad = forbidden_text();
  std::erase(bad, '\n');
  std::erase(bad, '\t');
  Setting setting;
  setting.input =
      "q" + bad + "\ténergie " + bad + "\nr" + bad + "\t" + std::string(9000, 'a') + "\n";
  const Result result = library().query({"--batch", "-", "--format", format}, setting);
  CHECK(result.code == 2);
  CHECK(leaks(result.out).empty());
  CHECK(leaks(result.err).empty());
  CHECK(leaks(library().query({"--batch", "-", "-c"}, setting).out).empty());
}
