#pragma once

#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "query/searcher.hh"

namespace limier::test {

/// The tokens of a text. Whatever the text, fails unless they keep every promise of `Token`.
/// The result is valid for the rest of the test.
const std::vector<corpus::Token>& analyse(std::string_view text);

/// The words that an index of `text` holds, as they are compared with each other: folded, in the
/// order of their positions, a joined form behind its parts in braces: `porte parole
/// {porteparole}`.
std::string words(std::string_view text);

/// `text` with brackets around every word that is highlighted, an empty string unless `query` finds
/// it: indexed in a database of its own, then searched and marked as any other text.
std::string lit(std::string_view query, std::string_view text);

/// Whether `query` finds `text`.
bool finds(std::string_view query, std::string_view text);

/// `text` with its highlights in brackets.
std::string bracketed(std::string_view text, const std::vector<query::Highlight>& highlights);

/// A folder that vanishes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// A database that texts are put into, one by one.
class Collection {
 public:
  Collection() : database_((folder_ / "database").string(), Xapian::DB_CREATE) {}

  Xapian::docid add(const std::string& text);
  void remove(Xapian::docid id) { database_.delete_document(id); }
  [[nodiscard]] const Xapian::Database& database() const { return database_; }

 private:
  TemporaryFolder folder_;
  Xapian::WritableDatabase database_;
  corpus::Chain chain_;
};

void write_file(const std::filesystem::path& path, std::string_view content);

/// A code point (no surrogate) as UTF-8.
std::string utf8(char32_t c);

/// Texts without rhyme or reason, but full of what rules are made for: valid UTF-8, and the same in
/// every run.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  std::string ascii(std::size_t most);
  /// Any code points.
  std::string unicode(std::size_t most);
  /// Letters and accents, apostrophes, hyphens, dots, digits, spaces, line ends and quotations.
  std::string french(std::size_t most);
  std::string bytes(std::size_t most);
  /// One of the kinds of valid UTF-8 above.
  std::string any(std::size_t most);

 private:
  std::size_t below(std::size_t limit);

  std::mt19937 random_;
};

}  // namespace limier::test
