#include "tests/support.hh"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <xapian.h>

#include "corpus/french/spelling.hh"
#include "corpus/store/sections.hh"
#include "corpus/utf8.hh"
#include "query/checker.hh"
#include "query/compile.hh"
#include "query/plan.hh"
#include "query/syntax.hh"
#include "tests/catch.hh"

namespace limier::test {
namespace {

using corpus::Token;

corpus::Chain& chain() {
  static corpus::Chain shared;
  return shared;
}

bool is_border(std::string_view text, std::size_t at) {
  return at <= text.size() && corpus::code_point_start(text, at) == at;
}

bool has_accent(std::string_view text) {
  static constexpr std::u32string_view kAccented = U"àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
  for (std::size_t at = 0; at < text.size();) {
    const corpus::CodePoint c = corpus::code_point_at(text, at);
    if ((c.value >= 0x0300 && c.value <= 0x036F) ||
        kAccented.find(c.value) != std::u32string_view::npos)
      return true;
    at = c.end;
  }
  return false;
}

/// What is wrong with a token by itself, or an empty string.
std::string flaw_of(std::string_view text, const Token& token) {
  if (token.begin >= token.end) return "empty";
  if (token.end > text.size()) return "beyond the text";
  if (!is_border(text, token.begin) || !is_border(text, token.end)) return "cuts a code point";
  if (token.length == 0) return "takes no position";
  if (token.word == nullptr) return "has no word";
  if (token.word->folded.empty()) return "folds to nothing";
  if (has_accent(token.word->folded)) return "folds to an accent: " + token.word->folded;
  if (corpus::fold(token.word->folded) != token.word->folded) return "folds again";
  if (token.word->stop != token.word->stem.empty()) return "a stem, or a stop word";
  return {};
}

/// What is wrong with the tokens of a text, or an empty string.
std::string flaw_of(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<const Token*> parts;
  for (const Token& token : tokens) {
    if (std::string flaw = flaw_of(text, token); !flaw.empty()) return flaw;
    if (!token.joined) {
      if (token.length != 1) return "takes many positions";
      if (!parts.empty() && token.begin < parts.back()->end) return "goes backwards";
      if (!parts.empty() && token.position <= parts.back()->position) return "keeps its position";
      parts.push_back(&token);
      continue;
    }
    if (parts.size() < token.length) return "joined before its parts";
    const Token& first = *parts[parts.size() - token.length];
    if (token.position != first.position ||
        (token.length > 1 ? token.begin != first.begin : token.begin >= first.begin) ||
        token.end != parts.back()->end ||
        token.position + token.length != parts.back()->position + 1)
      return "joined form does not span its parts";
  }
  return {};
}

std::vector<query::Highlight> highlights_of(const std::vector<query::Match>& matches) {
  std::vector<query::Highlight> result;
  for (const query::Match& match : matches) {
    if (!result.empty() && match.begin <= result.back().end)
      result.back().end = std::max(result.back().end, match.end);
    else result.push_back({match.begin, match.end});
  }
  return result;
}

}  // namespace

const std::vector<Token>& analyse(std::string_view text) {
  const std::vector<Token>& tokens = chain().analyse(text);
  if (const std::string flaw = flaw_of(text, tokens); !flaw.empty())
    FAIL("a token " << flaw << ", in: " << text);
  return tokens;
}

std::string words(std::string_view text) {
  std::string result;
  for (const Token& token : analyse(text)) {
    if (!result.empty()) result += ' ';
    result += token.joined ? "{" + token.word->folded + "}" : token.word->folded;
  }
  return result;
}

std::string bracketed(std::string_view text, const std::vector<query::Highlight>& highlights) {
  std::string result;
  std::size_t at = 0;
  for (const query::Highlight& highlight : highlights) {
    result += text.substr(at, highlight.begin - at);
    result += '[';
    result += text.substr(highlight.begin, highlight.end - highlight.begin);
    result += ']';
    at = highlight.end;
  }
  return result += text.substr(at);
}

std::string lit(std::string_view query, std::string_view text) {
  analyse(query);
  analyse(text);
  corpus::Document document;
  document.body = text;
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const std::vector<corpus::Record> records = corpus::make_sections(document, "/texte");
  REQUIRE(records.size() == 1);
  database.add_document(corpus::make_xapian_document(records[0], chain()));

  // Only what the analysis itself brings together.
  query::LeafOptions as_typed;
  as_typed.variants = false;
  as_typed.corrections = false;
  const query::Plan plan = query::make_plan(query::parse_query(query), database, chain(), as_typed);
  const query::Compiled compiled = query::compile({plan, database, query::Strictness::all});
  Xapian::Enquire enquire(database);
  enquire.set_query(compiled.query);
  if (enquire.get_mset(0, 1).empty()) return {};
  const std::vector<query::Match> matches =
      query::Matcher(plan.leaves, plan.nears, chain()).matches(text);
  if (compiled.needs_check) {
    std::vector<bool> has_leaf(plan.leaves.size());
    for (const query::Match& match : matches) has_leaf[match.leaf] = true;
    if (!query::holds(plan, query::Strictness::all, records[0], chain(), has_leaf)) return {};
  }
  return bracketed(text, highlights_of(matches));
}

bool finds(std::string_view query, std::string_view text) {
  const std::string marked = lit(query, text);
  // What is found is shown.
  CHECK(marked != text);
  return !marked.empty();
}

TemporaryFolder::TemporaryFolder() {
  static unsigned count = 0;
  const std::filesystem::path root = std::filesystem::temp_directory_path();
  std::random_device random;
  do {
    path_ = root / ("limier-test-" + std::to_string(random()) + "-" + std::to_string(++count));
  } while (!std::filesystem::create_directory(path_));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Xapian::docid Collection::add(const std::string& text) {
  corpus::Document document;
  document.body = text;
  const corpus::Record record = corpus::make_sections(document, "/t")[0];
  return database_.add_document(corpus::make_xapian_document(record, chain_));
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << content;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string utf8(char32_t c) {
  std::string result;
  const auto byte = [&](char32_t value) { result += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U));
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U));
    byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
  return result;
}

std::size_t RandomText::below(std::size_t limit) { return random_() % limit; }

std::string RandomText::ascii(std::size_t most) {
  std::string text(below(most + 1), ' ');
  for (char& c : text) c = static_cast<char>(below(128));
  return text;
}

std::string RandomText::unicode(std::size_t most) {
  std::string text;
  for (std::size_t left = below(most + 1); left > 0; --left) {
    static constexpr auto kLimits = std::to_array<char32_t>({0x80, 0x250, 0x3000, 0x110000});
    const auto limit = kLimits.at(below(kLimits.size()));
    const auto c = static_cast<char32_t>(below(limit));
    if (c < 0xD800 || c > 0xDFFF) text += utf8(c);
  }
  return text;
}

std::string RandomText::french(std::size_t most) {
  static constexpr auto kPieces = std::to_array<std::string_view>(
      {"a",      "e",      "l",      "d",  "qu", "Le",     "chat",   "S",      "N",   "h",  "1",
       "20",     "000",    "é",      "À",  "œ",  "ç",      "ﬁ",      "ᵉ",      "e",   "'",  "’",
       "‘",      "-",      "‐",      "‑",  ".",  ".",      ",",      "·",      "(",   ")",  "&",
       "@",      "_",      " ",      " ",  " ",  "\n",     "\n",     "«",      "»",   "“",  "”",
       "!",      "?",      ":",      ";",  "…",  "\u00A0", "\u202F", "\u00AD", "M.",  "n°", "é",
       "\u0301", "\u0327", "\u200D", "東", "ж",  "\"",     "\t",     "%",      "etc."});
  std::string text;
  for (std::size_t left = below(most + 1); left > 0; --left)
    text += kPieces.at(below(kPieces.size()));
  return text;
}

std::string RandomText::bytes(std::size_t most) {
  std::string text(below(most + 1), ' ');
  for (char& c : text) c = static_cast<char>(below(256));
  return text;
}

std::string RandomText::any(std::size_t most) {
  switch (below(4)) {
    case 0: return ascii(most);
    case 1: return unicode(most);
    default: return french(most);
  }
}

}  // namespace limier::test
