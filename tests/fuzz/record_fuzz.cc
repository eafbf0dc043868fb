// What a damaged database may hold is decoded to something or refused, never worse; what was
// encoded comes back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <xapian.h>
#include <xxhash.h>

#include "corpus/reading/decode.hh"
#include "corpus/store/content.hh"
#include "corpus/store/minhash.hh"
#include "corpus/store/paragraphs.hh"
#include "corpus/store/sections.hh"
#include "tests/fuzz/require.hh"

namespace {

using namespace limier;
using fuzz::require;

/// The payload behind the checksum that it would have: else nothing but the checksum is tested.
std::string with_checksum(std::string_view payload) {
  XXH64_canonical_t checksum;
  XXH64_canonicalFromHash(&checksum, XXH3_64bits(payload.data(), payload.size()));
  return std::string(reinterpret_cast<const char*>(checksum.digest), sizeof checksum)
      .append(payload);
}

void decode_anything(std::string_view bytes) {
  for (const std::string& record : {std::string(bytes), with_checksum(bytes)}) {
    try {
      (void)corpus::decode_record(record);
    } catch (const Xapian::DatabaseCorruptError&) {
      // Damaged: told to the user.
    }
  }
  (void)corpus::decode_mark(bytes);
  (void)corpus::are_near_copies(bytes.substr(0, bytes.size() / 2), bytes.substr(bytes.size() / 2));
  const corpus::Paragraphs paragraphs = corpus::decode_paragraphs(bytes);
  const std::string encoded = corpus::encode_paragraphs(paragraphs);
  require(corpus::encode_paragraphs(corpus::decode_paragraphs(encoded)) == encoded,
          "paragraphs come back");
}

void encode_anything(std::string_view bytes) {
  corpus::Document document;
  document.body = corpus::decode(bytes).text;
  document.title = document.body.substr(0, document.body.find('\n'));
  document.title_in_body = true;
  std::string body;
  for (const corpus::Record& record : corpus::make_sections(document, "/a")) {
    const std::string encoded = corpus::encode_record(record);
    require(corpus::encode_record(corpus::decode_record(encoded)) == encoded, "records come back");
    body += record.text;
  }
  require(body == document.body, "the sections of a document are its body");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  decode_anything(bytes);
  encode_anything(bytes);
  return 0;
}
