#include <istream>
#include <random>
#include <streambuf>
#include <string>
#include <vector>

#include "corpus/reading/decode.hh"
#include "corpus/reading/format.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

Reading read(const std::string& bytes) { return read_as("jsonl", bytes); }

Document record(const std::string& line) {
  const Reading result = read(line);
  REQUIRE(result.documents.size() == 1);
  return result.documents[0];
}

std::string reason(const std::string& line) {
  const Reading result = read(line);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.documents.empty());
  return result.problems[0].second;
}

std::string date(const std::string& text) {
  return record(R"({"text": "a", "date": ")" + text + "\"}").date;
}

bool is_json_lines(const std::string& head, const std::string& path = "a") {
  const Format* format = recognise_format(head, path);
  return format != nullptr && format->name == "jsonl";
}

/// A line of 65 MiB and then a record, made as they are read.
class LongLine : public std::streambuf {
  int_type underflow() override {
    block_ = left_ > 0 ? std::string(1U << 20U, '[') : "\n{\"text\": \"suite\"}\n";
    if (left_-- < 0) return traits_type::eof();
    setg(block_.data(), block_.data(), block_.data() + block_.size());
    return traits_type::to_int_type(block_[0]);
  }
  std::string block_;
  int left_ = 65;
};

}  // namespace

TEST_CASE("each line is a record") {
  const Reading result = read(
      "{\"id\": \"a\", \"text\": \"Un.\"}\n\n{\"id\": \"b\", \"text\": \"Deux.\"}\r\n"
      "{\"id\": \"c\", \"text\": \"Trois.\"}");
  REQUIRE(result.documents.size() == 3);
  CHECK(result.problems.empty());
  CHECK(result.documents[1].id == "b");
  CHECK(result.documents[1].body == "Deux.");
  CHECK(result.documents[1].line == 3);
  CHECK(result.documents[1].line_rule == LineRule::record);
  CHECK(read("").documents.empty());
  CHECK(read("\xEF\xBB\xBF{\"text\": \"a\"}").documents.size() == 1);
}

TEST_CASE("a record's keys are English or French") {
  const Document english =
      record(R"({"id":"1","url":"http://x","title":" Le  titre ","text":"Un.","date":"2022",)"
             R"("source":"AFP","author":"A","language":"fr"})");
  CHECK(english.id == "1");
  CHECK(english.url == "http://x");
  CHECK(english.title == "Le titre");
  CHECK(english.body == "Un.");
  CHECK(english.date == "2022");
  CHECK(english.source == "AFP");
  CHECK(english.author == "A");
  CHECK(english.language == "fr");
  const Document french = record(R"({"titre":"T","texte":"Un.","auteur":"A","langue":"fr"})");
  CHECK(french.title == "T");
  CHECK(french.body == "Un.");
  CHECK(french.author == "A");
  CHECK(french.language == "fr");
  CHECK(record(R"({"content":"c","body":"b"})").body == "b");
  CHECK(record(R"({"content":"c","body":" "})").body == "c");
  CHECK(record(R"({"contenu":"c","lang":"fr"})").language == "fr");
}

TEST_CASE("scalars are text, null is absent, objects are ignored") {
  CHECK(record(R"({"id": 12, "text": "a"})").id == "12");
  CHECK(record(R"({"id": -1.50, "text": "a"})").id == "-1.50");
  CHECK(record(R"({"title": true, "text": "a"})").title == "true");
  CHECK(record(R"({"title": null, "titre": "T", "text": "a"})").title == "T");
  CHECK(record(R"({"title": {"fr": "T"}, "text": "a"})").title.empty());
  CHECK(record(R"({"author": ["A", "B", {"c": "C"}], "text": "a"})").author == "A, B");
  CHECK(record(R"({"meta": {"text": "non"}, "text": "a"})").body == "a");
}

TEST_CASE("the id is id, else url, else a hash of the line") {
  CHECK(record(R"({"url": "u", "text": "a"})").id == "u");
  CHECK(record(R"({"id": "", "url": "u", "text": "a"})").id == "u");
  const std::string hash = record(R"({"text": "a"})").id;
  CHECK(hash.size() == 32);
  CHECK(record(R"({"text": "a"})").id == hash);
  CHECK(record(R"({"text": "b"})").id != hash);
}

TEST_CASE("the first of two records with one id is kept") {
  const Reading result = read(
      "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n{\"id\": \"1\", \"text\": "
      "\"c\"}\n");
  CHECK(result.documents.size() == 2);
  CHECK(result.problems == Problems{{3, "duplicate id \"1\", first on line 1"}});
}

TEST_CASE("a title that the body begins with is told") {
  CHECK(record(R"({"title": "T", "text": "\nT\nsuite"})").title_in_body);
  CHECK_FALSE(record(R"({"title": "T", "text": "suite"})").title_in_body);
  CHECK_FALSE(record(R"({"title": "", "text": "\nsuite"})").title_in_body);
}

TEST_CASE("dates become ISO 8601") {
  CHECK(date("2022-01-05T10:00:00Z") == "2022-01-05");
  CHECK(date("2022-01-05 10:00") == "2022-01-05");
  CHECK(date("2022-01-05") == "2022-01-05");
  CHECK(date("2022-01") == "2022-01");
  CHECK(date("2022") == "2022");
  CHECK(date("05/01/2022") == "2022-01-05");
  CHECK(date("5/1/2022") == "2022-01-05");
  CHECK(date("05.01.2022 10:00") == "2022-01-05");
  CHECK(date("29/02/2024") == "2024-02-29");
  SECTION("or nothing") {
    CHECK(date("29/02/2022").empty());
    CHECK(date("2022-13").empty());
    CHECK(date("2022-02-30").empty());
    CHECK(date("0000-00-00").empty());
    CHECK(date("01/13/2022").empty());
    CHECK(date("20220105").empty());
    CHECK(date("2022-01-051").empty());
    CHECK(date("hier").empty());
    CHECK(date("").empty());
  }
}

TEST_CASE("a broken line is a problem, and the rest goes on") {
  const Reading result = read("{\"text\": \"a\n{\"text\": \"b\"}\n");
  CHECK(result.documents.size() == 1);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].first == 1);
  CHECK(result.problems[0].second.find("not a JSON object: ") == 0);
  CHECK(reason("[1, 2]") == "not a JSON object");
  CHECK(reason("\"a\"") == "not a JSON object");
  CHECK(reason("12") == "not a JSON object");
  CHECK(reason(R"({"text": "a"} {"text": "b"})").find("not a JSON object") == 0);
  CHECK(reason(R"({"text": "\ud800"})").find("not a JSON object") == 0);
  CHECK(reason(R"({"title": "a"})") == "no text");
  CHECK(reason(R"({"title": "a", "text": " \n"})") == "no text");
}

TEST_CASE("nesting bombs are problems") {
  CHECK(reason("{\"a\": " + std::string(1'000'000, '[')) == "nested too deeply");
  CHECK(reason(std::string(1'000'000, '[')) == "not a JSON object");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(reason(objects) == "nested too deeply");
}

TEST_CASE("a line over the limit is a problem, and the rest goes on") {
  LongLine buffer;
  std::istream in(&buffer);
  Reading result;
  read(in, "a.jsonl", {}, result);
  CHECK(result.problems == Problems{{1, "line over 64 MiB"}});
  REQUIRE(result.documents.size() == 1);
  CHECK(result.documents[0].line == 2);
}

TEST_CASE("a line in Windows-1252 is decoded, and so is a file in UTF-16") {
  CHECK(record("{\"text\": \"\xE9t\xE9\"}").body == "été");
  std::string wide = "\xFF\xFE";
  for (const char c : R"({"text": "un"})" + std::string("\n") + R"({"text": "deux"})")
    wide += {c, '\0'};
  const Reading result = read(wide);
  REQUIRE(result.documents.size() == 2);
  CHECK(result.documents[1].body == "deux");
  CHECK(result.documents[1].line == 2);
  CHECK(result.decodings.at(0).encoding == "UTF-16LE");
}

TEST_CASE("a record that was encoded twice is repaired, also in escapes") {
  CHECK(record(R"({"text": "Lâ€™Ã©nergie"})").body == "L’énergie");
  CHECK(record(R"({"text": "L\u00e2\u20ac\u2122\u00c3\u00a9nergie"})").body == "L’énergie");
}

TEST_CASE("a field may have another name") {
  const ReadOptions options{
      .format = {}, .encoding = {}, .maps = {"text=corps", "title=text"}, .filters = {}};
  const Reading result = read_as("jsonl", R"({"corps": "Un.", "text": "Titre"})", options);
  REQUIRE(result.documents.size() == 1);
  CHECK(result.documents[0].body == "Un.");
  CHECK(result.documents[0].title == "Titre");
}

TEST_CASE("escapes that no text may hold are made harmless") {
  CHECK(record(R"({"text": "a\u0000b\r\nc\rd"})").body == "a b\nc\nd");
  CHECK(record(R"({"text": "a", "title": "b\n\tc\u0007"})").title == "b c ");
}

TEST_CASE("JSON Lines are recognised by the first line, or by name") {
  CHECK(is_json_lines("{\"id\": 1}\n{\"id\": 2}\n"));
  CHECK(is_json_lines("\n {\"id\": 1}"));
  CHECK(is_json_lines("\xEF\xBB\xBF{\"id\": 1}"));
  CHECK(is_json_lines("vide", "a.jsonl"));
  CHECK(is_json_lines("vide", "a.NDJSON"));
  CHECK_FALSE(is_json_lines("{\n  \"id\": 1\n}\n", "a.json"));
  CHECK_FALSE(is_json_lines("{{modèle}}"));
  CHECK_FALSE(is_json_lines("[1, 2]"));
  SECTION("a first line longer than the head breaks at its end only") {
    CHECK(is_json_lines("{\"text\": \"" + std::string(kHeadBytes - 10, 'a')));
    CHECK(is_json_lines("{\"text\": \"" + std::string(kHeadBytes - 11, 'a') + "\xC3"));
    CHECK(is_json_lines("{\"text\": \"" + std::string(kHeadBytes - 11, 'a') + "\\"));
    CHECK_FALSE(is_json_lines("{texte " + std::string(kHeadBytes - 7, 'a')));
    CHECK_FALSE(is_json_lines("{\"text\": \"a"));
  }
}

TEST_CASE("whatever the bytes, records are clean") {
  std::mt19937 random(4);
  const std::string parts[] = {"{\"text\":\"",
                               "\"}\n",
                               "\"",
                               "\\u0000",
                               "\\ud800",
                               "\\r",
                               "é",
                               "\xE9",
                               "[",
                               "]",
                               "{",
                               "}",
                               "\n",
                               "\r",
                               ",",
                               "\"id\":",
                               "1",
                               "1e999",
                               "\\ufeff",
                               "\xC3",
                               "null",
                               "\\n",
                               "a",
                               ":"};
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = round % 2 == 0 ? "{\"text\":\"" : "";
    const auto length = random() % 20;
    for (unsigned i = 0; i < length; ++i) {
      bytes += round % 3 == 0 ? std::string(1, static_cast<char>(random() % 256))
                              : parts[random() % std::size(parts)];
    }
    if (round % 2 == 0) bytes += "\"}";
    for (const Document& document : read(bytes).documents) {
      for (const std::string* text : {&document.id, &document.title, &document.body}) {
        const bool clean = is_valid_utf8(*text) && text->find('\r') == std::string::npos &&
                           text->find('\0') == std::string::npos;
        if (!clean) FAIL("round " << round);
      }
    }
  }
}
