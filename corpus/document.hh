#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace limier::corpus {

/// How a place in a body is told as a line of the file it came from.
enum class LineRule : std::uint8_t {
  none,     ///< it cannot be told (HTML)
  counted,  ///< the body's first line is line `Document::line` of the file, and so on
  record,   ///< the whole document stands on one line of the file: `Document::line`
};

/// An article or a record, as a reader made it from bytes.
///
/// All strings are valid UTF-8 with LF line ends; an absent value is empty.
/// Where the document came from (its path) is the indexer's knowledge, not the reader's.
struct Document {
  std::string id;  ///< the record's own id within its file; empty for a file that is one document
  std::string title;
  std::string date;  ///< ISO 8601, `2022-01-05`, or a prefix of it
  std::string source;
  std::string author;
  std::string url;
  std::string language;
  std::string body;
  bool title_in_body = false;  ///< the body's first line that is not blank is the title
  LineRule line_rule = LineRule::none;
  std::size_t line = 0;  ///< counted from 1; with LineRule::counted, 0 is 1
};

}  // namespace limier::corpus
