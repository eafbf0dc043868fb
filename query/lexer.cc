#include "query/lexer.hh"

#include <charconv>
#include <system_error>
#include <utility>

#include <unicode/uchar.h>

#include "corpus/date.hh"
#include "corpus/utf8.hh"
#include "query/syntax.hh"

namespace limier::query {
namespace {

using corpus::code_point_at;
using corpus::CodePoint;

Operator operator_named(std::string_view word) {
  if (word == "AND" || word == "ET") return Operator::all;
  if (word == "OR" || word == "OU") return Operator::any;
  if (word == "NOT" || word == "SAUF") return Operator::exclude;
  return Operator::none;
}

/// The N of `NEAR/N`, or 0.
unsigned distance_of(std::string_view word) {
  constexpr std::string_view kNear = "NEAR/";
  if (!word.starts_with(kNear)) return 0;
  const char* const end = word.data() + word.size();
  unsigned distance = 0;
  const auto [last, error] = std::from_chars(word.data() + kNear.size(), end, distance);
  return error == std::errc() && last == end && distance <= kMaxDistance ? distance : 0;
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

/// What closes the quotation that `c` opens, or 0.
char32_t closing_of(char32_t c) {
  switch (c) {
    case U'"': return U'"';
    case U'«': return U'»';
    case U'“': return U'”';
    default: return 0;
  }
}

bool is_quotation_mark(char32_t c) {
  return c == U'"' || c == U'«' || c == U'»' || c == U'“' || c == U'”';
}

bool is_all_capitals(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (u_isULowercase(static_cast<UChar32>(c.value)) != 0) return false;
    at = c.end;
  }
  return true;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text), capitals_(is_all_capitals(text)) {}

  std::vector<Lexeme> lexemes() {
    while (at_ < text_.size()) next();
    return std::move(result_);
  }

 private:
  void next() {
    const CodePoint c = code_point_at(text_, at_);
    if (is_space(c.value)) {
      at_ = c.end;
    } else if (is_quotation_mark(c.value)) {
      quotation(c, nullptr);
    } else if (c.value == U'(' || c.value == U')') {
      result_.push_back(
          {c.value == U'(' ? Lexeme::Kind::open : Lexeme::Kind::close, {}, nullptr, {}, 0});
      at_ = c.end;
    } else if (c.value == U'-' && begins_something(c.end)) {
      result_.push_back({Lexeme::Kind::minus, {}, nullptr, Operator::exclude, 0});
      at_ = c.end;
    } else {
      word();
    }
  }

  [[nodiscard]] bool begins_something(std::size_t at) const {
    if (at >= text_.size()) return false;
    const char32_t c = code_point_at(text_, at).value;
    return !is_space(c) && c != U'-' && c != U')';
  }

  /// A quotation that opens at `at_`; a mark without its counterpart is a space.
  void quotation(CodePoint mark, const corpus::Field* field) {
    const char32_t closing = closing_of(mark.value);
    std::size_t end = mark.end;
    while (closing != 0 && end < text_.size()) {
      const CodePoint c = code_point_at(text_, end);
      if (c.value == closing) {
        std::string text(text_.substr(mark.end, end - mark.end));
        if (!takes(field, text)) field = nullptr;
        result_.push_back({Lexeme::Kind::phrase, std::move(text), field, {}, 0});
        at_ = c.end;
        return;
      }
      end = c.end;
    }
    at_ = mark.end;
  }

  /// Only a date can be a condition on dates.
  static bool takes(const corpus::Field* field, std::string_view text) {
    return field == nullptr || field->kind != corpus::FieldKind::date ||
           corpus::date_range(text).has_value();
  }

  /// The end of the word that begins at `at_`: parentheses inside it are its own (`étudiant(e)s`).
  [[nodiscard]] std::size_t word_end() const {
    std::size_t end = at_;
    int open = 0;
    while (end < text_.size()) {
      const CodePoint c = code_point_at(text_, end);
      if (is_space(c.value) || is_quotation_mark(c.value)) break;
      if (c.value == U')' && --open < 0) break;
      if (c.value == U'(') ++open;
      end = c.end;
    }
    return end;
  }

  void word() {
    const std::size_t colon = text_.find(':', at_);
    if (colon != std::string_view::npos && begins_something(colon + 1)) {
      if (const auto* field = corpus::find_field(text_.substr(at_, colon - at_))) {
        const std::size_t begin = std::exchange(at_, colon + 1);
        if (const CodePoint c = code_point_at(text_, at_); is_quotation_mark(c.value))
          return quotation(c, field);
        if (takes(field, text_.substr(at_, word_end() - at_))) return add_word(field);
        at_ = begin;
      }
    }
    add_word(nullptr);
  }

  void add_word(const corpus::Field* field) {
    const std::size_t end = word_end();
    Lexeme lexeme;
    lexeme.text = text_.substr(at_, end - at_);
    lexeme.field = field;
    at_ = end;
    if (field == nullptr && is_prefix(lexeme.text)) {
      lexeme.kind = Lexeme::Kind::prefix;
      lexeme.text.pop_back();
    } else if (field == nullptr && !capitals_) {
      lexeme.distance = distance_of(lexeme.text);
      lexeme.op = lexeme.distance > 0 ? Operator::near : operator_named(lexeme.text);
    }
    result_.push_back(std::move(lexeme));
  }

  /// `présid*`: a star behind a letter or a digit.
  static bool is_prefix(std::string_view text) {
    if (text.size() < 2 || !text.ends_with('*')) return false;
    const std::size_t last = corpus::code_point_start(text, text.size() - 2);
    return u_isalnum(static_cast<UChar32>(code_point_at(text, last).value)) != 0;
  }

  std::string_view text_;
  bool capitals_;
  std::size_t at_ = 0;
  std::vector<Lexeme> result_;
};

}  // namespace

std::vector<Lexeme> lexemes_of(std::string_view text) { return Lexer(text).lexemes(); }

}  // namespace limier::query
