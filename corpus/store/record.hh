#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/document.hh"
#include "corpus/french/sentences.hh"

namespace limier::corpus {

/// Longer ids are cut.
inline constexpr std::size_t kMaxIdBytes = 2000;

/// What the database stores of a section: all that is needed to show it.
///
/// `text` is a slice of the document's decoded body; the slices of a document's sections, one after
/// the other, are that body. Sentences are bytes of `text`.
struct Record {
  std::string id;
  std::string path;
  std::string title;
  std::string date;
  bool date_from_text = false;  ///< no metadata gave it
  std::string source;
  std::string author;
  std::string url;
  std::string language;
  bool title_in_body = false;
  LineRule line_rule = LineRule::none;
  std::size_t line = 0;  ///< of the record, or of the file where `text` begins; from 1, 0 if none
  std::size_t section = 0;   ///< counted from 0
  std::size_t sections = 1;  ///< of the document
  std::size_t begin = 0;     ///< byte of the document's body where `text` begins
  std::string text;
  std::vector<Sentence> sentences;
};

/// Which of some pieces of a text, in the order of their begins, no sentence that is set aside
/// holds: words, matches.
template <typename Piece>
void drop_set_aside(std::vector<Piece>& pieces, const std::vector<Sentence>& sentences) {
  auto sentence = sentences.begin();
  std::erase_if(pieces, [&](const Piece& piece) {
    while (sentence != sentences.end() && sentence->end <= piece.begin) ++sentence;
    return sentence != sentences.end() && sentence->set_aside && sentence->begin <= piece.begin;
  });
}

/// The bytes that are stored: a checksum (XXH3, 64 bits), a CBOR array and the text. Frozen: a
/// change of order or meaning needs a new schema version.
std::string encode_record(const Record& record);

/// The record in `bytes`. Throws Xapian::DatabaseCorruptError when the checksum does not fit.
Record decode_record(std::string_view bytes);

}  // namespace limier::corpus
