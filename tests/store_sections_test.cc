#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "corpus/store/sections.hh"
#include "corpus/store/word_order.hh"
#include "corpus/utf8.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;

namespace {

/// The sections of a document, after the checks that hold for any.
std::vector<Record> cut(const Document& document) {
  std::vector<Record> records = make_sections(document, "/presse/port.txt");
  REQUIRE_FALSE(records.empty());
  std::string body;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    CHECK(record.section == i);
    CHECK(record.sections == records.size());
    CHECK(record.begin == body.size());
    CHECK(code_point_start(document.body, record.begin) == record.begin);
    CHECK(record.path == "/presse/port.txt");
    std::size_t at = 0;
    for (const Sentence& sentence : record.sentences) {
      if (sentence.begin < at || sentence.begin >= sentence.end ||
          sentence.end > record.text.size())
        FAIL("a sentence is no slice of section " << i << " of: " << document.body);
      at = sentence.end;
    }
    body += record.text;
  }
  if (body != document.body) FAIL("sections do not tile: " << document.body);
  return records;
}

Document text(std::string body) {
  Document document;
  document.body = std::move(body);
  document.line_rule = LineRule::counted;
  return document;
}

/// A body of `count` paragraphs of about 500 bytes.
std::string paragraphs(int count) {
  std::string body;
  for (int i = 1; i <= count; ++i) {
    body += "Paragraphe " + std::to_string(i) + ". ";
    for (int k = 0; k < 10; ++k) body += "La marée monte le long du quai où dort le bateau. ";
    body += "\n\n";
  }
  return body;
}

std::set<std::string> terms_of(const Xapian::Document& document) {
  std::set<std::string> terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    terms.insert(*term);
  return terms;
}

Xapian::Document indexed(const Document& document) {
  Chain chain;
  return make_xapian_document(cut(document)[0], chain);
}

/// Whether a section has these form terms one after the other.
bool has_in_order(const Xapian::Document& document, const std::vector<std::string>& forms) {
  Phrase phrase;
  for (const std::string& form : forms) phrase.add_word({form});
  return phrase.stands_in(document.get_value(kWordOrderSlot), [](auto&) { return true; });
}

}  // namespace

TEST_CASE("a short document is one section") {
  const auto records = cut(text("Le port dort. La mer monte.\n"));
  REQUIRE(records.size() == 1);
  CHECK(records[0].sentences.size() == 2);
  CHECK(records[0].line == 1);
  CHECK(cut(text(std::string(kSectionBytes / 6, ' ') + paragraphs(10))).size() == 1);
}

TEST_CASE("a long document is cut into sections of about equal size") {
  const auto records = cut(text(paragraphs(100)));
  CHECK(records.size() >= 7);
  for (const Record& record : records) {
    CHECK(record.text.size() <= kSectionBytes);
    if (&record != &records.back()) CHECK(record.text.size() >= kSectionBytes / 2);
  }
}

TEST_CASE("sections begin at paragraphs") {
  for (const Record& record : cut(text(paragraphs(100)))) {
    CHECK(record.text.find("Paragraphe ") == 0);
    CHECK(record.sentences.front().opens_paragraph);
    CHECK(record.sentences.front().begin == 0);
  }
}

TEST_CASE("a long paragraph is cut at sentences") {
  std::string body;
  while (body.size() < 5 * kSectionBytes) body += "La marée monte. Le bateau dort, etc. ";
  const auto records = cut(text(body));
  CHECK(records.size() >= 5);
  for (const Record& record : records) {
    CHECK(record.text.size() <= kSectionBytes);
    CHECK((record.text.find("La ") == 0 || record.text.find("Le ") == 0));
  }
}

TEST_CASE("a text without sentences is cut all the same") {
  std::string body;
  while (body.size() < 5 * kSectionBytes) body += "marée basse ";
  const auto records = cut(text(body));
  CHECK(records.size() >= 5);
  for (const Record& record : records) CHECK(record.text.size() <= kSectionBytes);
}

TEST_CASE("a body without any word is one section") {
  CHECK(cut(text("")).size() == 1);
  CHECK(cut(text(" \n\n ")).size() == 1);
  CHECK(cut(text(" \n\n "))[0].sentences.empty());
  CHECK(cut(text(std::string(3 * kSectionBytes, '\n'))).size() == 1);
}

TEST_CASE("sections know the lines that they begin on") {
  const std::string body = paragraphs(60);
  for (const Record& record : cut(text(body))) {
    const auto before =
        std::count(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(record.begin), '\n');
    CHECK(record.line == static_cast<std::size_t>(before) + 1);
  }
  SECTION("but all of a record stand on its own") {
    Document document = text(body);
    document.line_rule = LineRule::record;
    document.line = 7;
    for (const Record& record : cut(document)) CHECK(record.line == 7);
  }
  SECTION("and a page has none") {
    Document document = text(body);
    document.line_rule = LineRule::none;
    for (const Record& record : cut(document)) CHECK(record.line == 0);
  }
}

TEST_CASE("every section has the title, only the first has it in its text") {
  Document document = text("Le port\n\n" + paragraphs(40));
  document.title = "Le port";
  document.title_in_body = true;
  const auto records = cut(document);
  REQUIRE(records.size() > 1);
  for (const Record& record : records) {
    CHECK(record.title == "Le port");
    CHECK(record.title_in_body == (record.section == 0));
  }
}

TEST_CASE("fields without measure are cut between code points") {
  Document document = text("Le port.");
  for (std::string* field :
       {&document.title, &document.author, &document.source, &document.url, &document.id})
    for (int i = 0; i < 20'000; ++i) *field += "é";
  const Record record = cut(document)[0];
  for (const std::string* field :
       {&record.title, &record.author, &record.source, &record.url, &record.id}) {
    CHECK(field->size() <= 2000);
    CHECK(field->size() % 2 == 0);
    CHECK_FALSE(field->empty());
  }
}

TEST_CASE("whatever the body, its sections tile it") {
  RandomText random(13);
  for (int round = 0; round < 300; ++round) cut(text(random.any(60)));
  for (int round = 0; round < 20; ++round) cut(text(random.french(20'000)));
  for (int round = 0; round < 20; ++round) cut(text(random.unicode(10'000)));
}

TEST_CASE("a section holds its words as stems and forms") {
  const auto terms = terms_of(indexed(text("Les marchés réunis de l’O.T.S.C.")));
  CHECK(terms.contains("march\x02"));
  CHECK(
      terms.contains("marches\x01"
                     "5é"));
  CHECK(
      terms.contains("reunis\x01"
                     "1é"));
  CHECK(terms.contains("otsc"));
  CHECK_FALSE(terms.contains("marches"));
  CHECK_FALSE(terms.contains("l"));
}

TEST_CASE("stop words are forms without stems") {
  const auto terms = terms_of(indexed(text("le port de la ville")));
  CHECK(terms.contains("le"));
  CHECK_FALSE(terms.contains("le\x02"));
}

TEST_CASE("the order of the words is kept, stop words and all") {
  const Xapian::Document document = indexed(text("Le port de la ville."));
  CHECK(has_in_order(document, {"le", "port", "de", "la", "ville"}));
  CHECK_FALSE(has_in_order(document, {"port", "ville"}));
  CHECK_FALSE(has_in_order(document, {"port", "le"}));
}

TEST_CASE("a compound stands in parts and joined, where its first part stands") {
  const Xapian::Document document = indexed(text("Un porte-parole parle."));
  CHECK(has_in_order(document, {"un", "porte", "parole", "parle"}));
  CHECK(has_in_order(document, {"un", "porteparole"}));
}

TEST_CASE("the words of the title are searched as well, apart from the text") {
  Document document = text("La mer monte.");
  document.title = "Le port";
  const Xapian::Document apart = indexed(document);
  CHECK(terms_of(apart).contains("port\x02"));
  CHECK(has_in_order(apart, {"le", "port"}));
  CHECK_FALSE(has_in_order(apart, {"port", "la"}));
  SECTION("once, where the text begins with it") {
    document.body = "Le port\n\nLa mer monte.";
    document.title_in_body = true;
    CHECK(has_in_order(indexed(document), {"port", "la", "mer"}));
  }
}

TEST_CASE("fields have terms of their own, with and without their accents") {
  Document document = text("Rien.");
  document.title = "Le marché, ils tombèrent";
  document.author = "Anna Roux";
  document.source = "La Gazette";
  const auto terms = terms_of(indexed(document));
  CHECK(terms.contains("Smarch"));
  CHECK(terms.contains("Stomb"));
  CHECK(terms.contains("S" + Chain().word("tomberent").stem));
  CHECK_FALSE(terms.contains("Sle"));
  CHECK(terms.contains("Aanna"));
  CHECK(terms.contains("Aroux"));
  CHECK(terms.contains("XSgazet"));
}

TEST_CASE("a section is found by its document and by each folder above it") {
  const auto terms = terms_of(indexed(text("Rien.")));
  CHECK(terms.contains("Q/presse/port.txt"));
  CHECK(terms.contains("P/presse/port.txt"));
  CHECK(terms.contains("P/presse"));
  CHECK_FALSE(terms.contains("P/"));
}

TEST_CASE("the sections of a long document are marked as such") {
  CHECK_FALSE(terms_of(indexed(text("Rien."))).contains("XMANY"));
  CHECK(terms_of(indexed(text(paragraphs(40)))).contains("XMANY"));
}

TEST_CASE("the sections of a long document tell which they are") {
  CHECK(indexed(text("Rien.")).get_value(kSectionSlot).empty());
  Chain chain;
  const std::vector<Record> records = cut(text(paragraphs(40)));
  REQUIRE(records.size() > 1);
  CHECK(make_xapian_document(records[0], chain).get_value(kSectionSlot) == "0");
  CHECK(make_xapian_document(records[1], chain).get_value(kSectionSlot) == "1");
}

TEST_CASE("the key and the date are values") {
  Document document = text("Rien.");
  CHECK(indexed(document).get_value(kDocumentSlot) == "/presse/port.txt");
  CHECK(indexed(document).get_value(kDateSlot).empty());
  document.date = "2022-01-05";
  CHECK(indexed(document).get_value(kDateSlot) == "2022-01-05");
}

TEST_CASE("the data of a section is its record") {
  const Document document = text("Le port dort.");
  CHECK(decode_record(indexed(document).get_data()).text == "Le port dort.");
}
