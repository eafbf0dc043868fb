#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <xapian.h>
#include <xxhash.h>

#include "corpus/store/record.hh"
#include "tests/catch.hh"

using namespace limier::corpus;

namespace {

Record sample() {
  Record record;
  record.id = "brève-12";
  record.path = "/presse/2022/brèves.jsonl";
  record.title = "Le port dort";
  record.date = "2022-01-05";
  record.source = "La Gazette";
  record.author = "Anna Roux";
  record.url = "https://valserac.fr/12";
  record.language = "fr";
  record.title_in_body = true;
  record.line_rule = LineRule::record;
  record.line = 12;
  record.section = 3;
  record.sections = 5;
  record.begin = 19'500;
  record.text = "Le port dort. La mer monte.\n\nRien.";
  record.sentences = {{0, 13, true}, {14, 27, false}, {29, 34, true}};
  return record;
}

void check_equal(const Record& a, const Record& b) {
  CHECK(a.id == b.id);
  CHECK(a.path == b.path);
  CHECK(a.title == b.title);
  CHECK(a.date == b.date);
  CHECK(a.source == b.source);
  CHECK(a.author == b.author);
  CHECK(a.url == b.url);
  CHECK(a.language == b.language);
  CHECK(a.title_in_body == b.title_in_body);
  CHECK(a.line_rule == b.line_rule);
  CHECK(a.line == b.line);
  CHECK(a.section == b.section);
  CHECK(a.sections == b.sections);
  CHECK(a.begin == b.begin);
  CHECK(a.text == b.text);
  REQUIRE(a.sentences.size() == b.sentences.size());
  for (std::size_t i = 0; i < a.sentences.size(); ++i) {
    CHECK(a.sentences[i].begin == b.sentences[i].begin);
    CHECK(a.sentences[i].end == b.sentences[i].end);
    CHECK(a.sentences[i].opens_paragraph == b.sentences[i].opens_paragraph);
  }
}

bool is_refused(const std::string& bytes) {
  try {
    decode_record(bytes);
  } catch (const Xapian::DatabaseCorruptError& error) {
    return error.get_msg() == "a stored record is damaged";
  }
  return false;
}

/// The sample as whoever knows the format forges it: with a checksum that fits.
template <class Change>
std::string forged(const Change& change) {
  const std::string bytes = encode_record(sample());
  nlohmann::json fields =
      nlohmann::json::from_cbor(std::string_view(bytes).substr(sizeof(XXH64_canonical_t)), false);
  change(fields);
  std::string payload;
  nlohmann::json::to_cbor(fields, payload);
  payload += sample().text;
  XXH64_canonical_t checksum;
  XXH64_canonicalFromHash(&checksum, XXH3_64bits(payload.data(), payload.size()));
  return std::string(reinterpret_cast<const char*>(checksum.digest), sizeof checksum) + payload;
}

}  // namespace

TEST_CASE("a record comes back as it was stored, every field of it") {
  check_equal(decode_record(encode_record(sample())), sample());
  check_equal(decode_record(encode_record(Record())), Record());
  Record counted = sample();
  counted.line_rule = LineRule::counted;
  counted.title_in_body = false;
  counted.begin = std::size_t{1} << 40U;
  check_equal(decode_record(encode_record(counted)), counted);
}

TEST_CASE("a record of long and strange texts comes back") {
  Record record = sample();
  record.text.clear();
  while (record.text.size() < 200'000) record.text += "œ\t«\u202F\U0001F30A»\n";
  record.title = std::string("a\0b", 3);
  record.sentences.assign(20'000, {});
  for (std::size_t i = 0; i < record.sentences.size(); ++i)
    record.sentences[i] = {i * 10, i * 10 + 9, i % 3 == 0};
  check_equal(decode_record(encode_record(record)), record);
}

TEST_CASE("the same record gives the same bytes") {
  CHECK(encode_record(sample()) == encode_record(sample()));
}

TEST_CASE("damage at any byte of a record is noticed") {
  const std::string bytes = encode_record(sample());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ mask);
      if (!is_refused(damaged)) FAIL("byte " << at);
    }
  }
}

TEST_CASE("a record that is cut or goes on is noticed") {
  const std::string bytes = encode_record(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    if (!is_refused(bytes.substr(0, size))) FAIL("size " << size);
  CHECK(is_refused(bytes + "a"));
  CHECK(is_refused(bytes + std::string(1, '\0')));
  CHECK(is_refused(bytes + bytes));
  CHECK(is_refused("ceci n’est pas un enregistrement"));
}

TEST_CASE("a record that is none of ours is noticed, though its checksum fits") {
  using nlohmann::json;
  CHECK_FALSE(is_refused(forged([](json&) {})));
  CHECK(is_refused(forged([](json& fields) { fields = json::array(); })));
  CHECK(is_refused(forged([](json& fields) { fields = json::object({{"id", "a"}}); })));
  CHECK(is_refused(forged([](json& fields) { fields.erase(fields.size() - 1); })));
  CHECK(is_refused(forged([](json& fields) { fields[0] = 12; })));
  CHECK(is_refused(forged([](json& fields) { fields[4] = "non"; })));
  CHECK(is_refused(forged([](json& fields) { fields.back() = "phrases"; })));
  CHECK(is_refused(forged([](json& fields) { fields[15] = 1U << 30U; })));
}

TEST_CASE("a sentence beyond the text of its record is noticed, though the checksum fits") {
  const auto with_sentences = [](std::vector<std::uint64_t> numbers) {
    return forged([&](nlohmann::json& fields) { fields.back() = numbers; });
  };
  const std::uint64_t size = sample().text.size();
  CHECK_FALSE(is_refused(with_sentences({0, size})));
  CHECK(is_refused(with_sentences({0, size + 1})));
  CHECK(is_refused(with_sentences({4 * (size + 1), 0})));
  CHECK(is_refused(with_sentences({0, size, 4, 0})));
  CHECK(is_refused(with_sentences({4, ~std::uint64_t{0}})));
  CHECK(is_refused(with_sentences({0, 5, ~std::uint64_t{0}, 1})));
}
