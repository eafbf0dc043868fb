#include <string>
#include <vector>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/paragraphs.hh"
#include "tests/catch.hh"

using namespace limier::corpus;

namespace {

Record record_of(std::string text) {
  Record record;
  record.text = std::move(text);
  record.sentences = sentences(record.text);
  return record;
}

}  // namespace

TEST_CASE("three documents make boilerplate of a small collection, more of a large one") {
  CHECK(recurrences_needed(0) == 3);
  CHECK(recurrences_needed(3) == 3);
  CHECK(recurrences_needed(36) == 3);
  CHECK(recurrences_needed(37) == 4);
  CHECK(recurrences_needed(10'000) == 50);
  CHECK(recurrences_needed(1'000'000) == 500);
}

TEST_CASE("what a section keeps of its paragraphs comes back as it was stored") {
  Paragraphs paragraphs{true, std::uint64_t{1} << 40U, {}};
  paragraphs.some = {{0xABCDEF012345, 1, false}, {0, 1000, true}, {0xFFFFFFFFFFFF, 127, true}};
  const Paragraphs back = decode_paragraphs(encode_paragraphs(paragraphs));
  CHECK(back.opens_document);
  CHECK(back.mass == paragraphs.mass);
  REQUIRE(back.some.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(back.some[i].hash == paragraphs.some[i].hash);
    CHECK(back.some[i].bytes == paragraphs.some[i].bytes);
    CHECK(back.some[i].set_aside == paragraphs.some[i].set_aside);
  }
  CHECK(decode_paragraphs(encode_paragraphs({})).some.empty());
}

TEST_CASE("a paragraph is the same however its white space stands") {
  const auto hash = [](const std::string& text) {
    return paragraphs_of(record_of(text)).some[0].hash;
  };
  CHECK(hash("Laisser un commentaire") == hash("Laisser  un\tcommentaire\n"));
  CHECK(hash("Laisser un commentaire") != hash("Laisser un commentaire."));
}

TEST_CASE("each line of a form or a menu is a paragraph of its own") {
  CHECK(paragraphs_of(record_of("Accueil\nPolitique\nSports\n\nLa mer monte.")).some.size() == 4);
  CHECK(paragraphs_of(record_of("La mer monte.\n\nElle est froide. Partez !")).some.size() == 2);
}

TEST_CASE("a long paragraph is no boilerplate, and a document's own headline neither") {
  CHECK(paragraphs_of(record_of(std::string(kMaxBoilerplateBytes, 'a'))).some.size() == 1);
  CHECK(paragraphs_of(record_of(std::string(kMaxBoilerplateBytes + 1, 'a'))).some.empty());
  Record record = record_of("Le port dort\n\nLa mer monte.");
  CHECK(paragraphs_of(record).some.size() == 2);
  record.title = "Le port dort";
  CHECK(paragraphs_of(record).some.size() == 2);
  record.title_in_body = true;
  CHECK(paragraphs_of(record).some.size() == 1);
}

TEST_CASE("whole paragraphs are set aside, and taken back") {
  Record record = record_of("La mer monte. Elle est froide.\n\nPartager. Imprimer.");
  const std::uint64_t hash = paragraphs_of(record).some[1].hash;
  set_aside(record, [&](std::uint64_t other) { return other == hash; });
  REQUIRE(record.sentences.size() == 4);
  CHECK(!record.sentences[1].set_aside);
  CHECK(record.sentences[2].set_aside);
  CHECK(record.sentences[3].set_aside);
  CHECK(paragraphs_of(record).some[1].set_aside);
  CHECK(paragraph_text(record, hash) == "Partager. Imprimer.");
  CHECK(decode_record(encode_record(record)).sentences[3].set_aside);
  set_aside(record, [](std::uint64_t) { return false; });
  for (const Sentence& sentence : record.sentences) CHECK(!sentence.set_aside);
}
