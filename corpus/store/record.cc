#include "corpus/store/record.hh"

#include <utility>

#include <nlohmann/json.hpp>
#include <xapian.h>
#include <xxhash.h>

namespace limier::corpus {
namespace {

using nlohmann::json;

constexpr std::size_t kChecksumBytes = sizeof(XXH64_canonical_t);

std::string checksum(std::string_view payload) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(payload.data(), payload.size()));
  return {reinterpret_cast<const char*>(canonical.digest), kChecksumBytes};
}

/// Each sentence as the gap before it (times four, plus one where a paragraph opens, plus two where
/// it is set aside) and its length.
json encode_sentences(const std::vector<Sentence>& sentences) {
  json numbers = json::array();
  std::size_t at = 0;
  for (const Sentence& sentence : sentences) {
    numbers.push_back((sentence.begin - at) * 4 + (sentence.opens_paragraph ? 1U : 0U) +
                      (sentence.set_aside ? 2U : 0U));
    numbers.push_back(sentence.end - sentence.begin);
    at = sentence.end;
  }
  return numbers;
}

/// As what Xapian finds damaged itself: whoever knows the database says which one it is.
Xapian::DatabaseCorruptError damaged() {
  return Xapian::DatabaseCorruptError("a stored record is damaged");
}

/// Throws Xapian::DatabaseCorruptError when one is beyond the `size` of its text.
std::vector<Sentence> decode_sentences(const json::array_t& numbers, std::size_t size) {
  std::vector<Sentence> sentences;
  sentences.reserve(numbers.size() / 2);
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    const auto gap = numbers[i].get<std::size_t>();
    const std::size_t begin = at + gap / 4;
    const auto length = numbers[i + 1].get<std::size_t>();
    if (begin < at || begin > size || length > size - begin) throw damaged();
    at = begin + length;
    sentences.push_back({begin, at, (gap & 1U) != 0, (gap & 2U) != 0});
  }
  return sentences;
}

/// Throws json::exception where fields are missing or of another type.
Record record_of(std::string_view payload) {
  json fields = json::from_cbor(payload, false);  // the text, which follows, is none of it
  std::size_t next = 0;
  const auto text = [&] { return std::move(fields.at(next++).get_ref<std::string&>()); };
  const auto number = [&] { return fields.at(next++).get<std::size_t>(); };
  Record record;
  record.id = text();
  record.path = text();
  record.title = text();
  record.date = text();
  record.date_from_text = fields.at(next++).get<bool>();
  record.source = text();
  record.author = text();
  record.url = text();
  record.language = text();
  record.title_in_body = fields.at(next++).get<bool>();
  record.line_rule = static_cast<LineRule>(number());
  record.line = number();
  record.section = number();
  record.sections = number();
  record.begin = number();
  const std::size_t bytes = number();
  if (bytes > payload.size()) throw damaged();
  record.text = payload.substr(payload.size() - bytes);
  record.sentences = decode_sentences(fields.at(next).get_ref<const json::array_t&>(), bytes);
  return record;
}

}  // namespace

std::string encode_record(const Record& record) {
  const json fields =
      json::array({record.id, record.path, record.title, record.date, record.date_from_text,
                   record.source, record.author, record.url, record.language, record.title_in_body,
                   static_cast<int>(record.line_rule), record.line, record.section, record.sections,
                   record.begin, record.text.size(), encode_sentences(record.sentences)});
  std::string payload;
  json::to_cbor(fields, payload);
  payload += record.text;
  return checksum(payload) + payload;
}

Record decode_record(std::string_view bytes) {
  const std::string_view payload =
      bytes.size() < kChecksumBytes ? "" : bytes.substr(kChecksumBytes);
  if (payload.empty() || checksum(payload) != bytes.substr(0, kChecksumBytes)) throw damaged();
  try {
    return record_of(payload);
  } catch (const json::exception&) {
    throw damaged();  // with a checksum that fits: none of ours
  }
}

}  // namespace limier::corpus
