#include "query/rewordings.hh"

#include <algorithm>
#include <cstddef>

#include "query/lexer.hh"

namespace limier::query {
namespace {

using Lexemes = std::vector<Lexeme>;

/// More parts than a person would want to hear of.
constexpr std::size_t kMaxParts = 12;

std::string text_of(const Lexeme& lexeme) {
  const std::string field = lexeme.field == nullptr ? "" : std::string(lexeme.field->name) + ":";
  switch (lexeme.kind) {
    case Lexeme::Kind::phrase: return field + '"' + lexeme.text + '"';
    case Lexeme::Kind::prefix: return lexeme.text + '*';
    case Lexeme::Kind::open: return "(";
    case Lexeme::Kind::close: return ")";
    case Lexeme::Kind::minus: return "-";
    case Lexeme::Kind::word: break;
  }
  return field + lexeme.text;
}

std::string text_of(const Lexeme* first, const Lexeme* last) {
  std::string text;
  for (const Lexeme* lexeme = first; lexeme != last; ++lexeme) {
    const bool apart = !text.empty() && !text.ends_with('(') && !text.ends_with('-') &&
                       lexeme->kind != Lexeme::Kind::close;
    if (apart) text += ' ';
    text += text_of(*lexeme);
  }
  return text;
}

std::string text_of(const Lexemes& lexemes) {
  return text_of(lexemes.data(), lexemes.data() + lexemes.size());
}

bool is_part(const Lexeme& lexeme) {
  return lexeme.op == Operator::none && lexeme.kind != Lexeme::Kind::open &&
         lexeme.kind != Lexeme::Kind::close;
}

bool excludes(const Lexeme& lexeme) { return lexeme.op == Operator::exclude; }

bool joins(const Lexeme& lexeme) {
  return lexeme.op == Operator::all || lexeme.op == Operator::any || lexeme.op == Operator::near;
}

/// Whether anything is asked for: what only excludes finds nearly all that there is.
bool asks(const Lexemes& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!excludes(all[i])) {
      if (is_part(all[i])) return true;
      continue;
    }
    int depth = 0;
    do {
      if (++i == all.size()) return false;
      if (all[i].kind == Lexeme::Kind::open) ++depth;
      if (all[i].kind == Lexeme::Kind::close) --depth;
    } while (depth > 0 || excludes(all[i]));
    while (i + 2 < all.size() && all[i + 1].op == Operator::near) i += 2;
  }
  return false;
}

}  // namespace

std::vector<Rewording> unquoted(std::string_view query) {
  std::vector<Rewording> result;
  const Lexemes all = lexemes_of(query);
  for (std::size_t i = 0; i < std::min(all.size(), kMaxParts); ++i) {
    if (all[i].kind != Lexeme::Kind::phrase || all[i].field != nullptr) continue;
    if (i > 0 && excludes(all[i - 1])) continue;
    Lexemes rest = all;
    rest[i].kind = Lexeme::Kind::word;
    result.push_back({text_of(rest), text_of(all[i])});
  }
  return result;
}

std::vector<Rewording> shortened(std::string_view query) {
  std::vector<Rewording> result;
  const Lexemes all = lexemes_of(query);
  for (std::size_t i = 0; i < all.size() && result.size() < kMaxParts; ++i) {
    if (!is_part(all[i])) continue;
    std::size_t begin = i;
    std::size_t end = i + 1;
    while (begin > 0 && excludes(all[begin - 1])) --begin;
    const std::string given_up = text_of(all.data() + begin, all.data() + end);
    // The operator that joined it to the rest goes too.
    if (begin > 0 && joins(all[begin - 1])) --begin;
    else if (end < all.size() && joins(all[end])) ++end;
    Lexemes rest(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(begin));
    rest.insert(rest.end(), all.begin() + static_cast<std::ptrdiff_t>(end), all.end());
    if (asks(rest) || (!rest.empty() && !asks(all))) result.push_back({text_of(rest), given_up});
  }
  return result;
}

}  // namespace limier::query
