#include "query/syntax.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/utf8.hh"

namespace limier::query {
namespace {

using corpus::code_point_at;
using corpus::CodePoint;

/// Parentheses within more parentheses than this group nothing.
constexpr int kMaxDepth = 32;

enum class Operator : std::uint8_t { none, all, any, exclude };

/// A piece of a query.
struct Lexeme {
  enum class Kind : std::uint8_t { word, phrase, open, close, minus };
  Kind kind = Kind::word;
  std::string text;
  const corpus::Field* field = nullptr;
  Operator op = Operator::none;
};

Operator operator_named(std::string_view word) {
  if (word == "AND" || word == "ET") return Operator::all;
  if (word == "OR" || word == "OU") return Operator::any;
  if (word == "NOT" || word == "SAUF") return Operator::exclude;
  return Operator::none;
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
          {c.value == U'(' ? Lexeme::Kind::open : Lexeme::Kind::close, {}, nullptr, {}});
      at_ = c.end;
    } else if (c.value == U'-' && begins_something(c.end)) {
      result_.push_back({Lexeme::Kind::minus, {}, nullptr, Operator::exclude});
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
        result_.push_back(
            {Lexeme::Kind::phrase, std::string(text_.substr(mark.end, end - mark.end)), field, {}});
        at_ = c.end;
        return;
      }
      end = c.end;
    }
    at_ = mark.end;
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
        at_ = colon + 1;
        if (const CodePoint c = code_point_at(text_, at_); is_quotation_mark(c.value))
          return quotation(c, field);
        return add_word(field);
      }
    }
    add_word(nullptr);
  }

  void add_word(const corpus::Field* field) {
    const std::size_t end = word_end();
    std::string text(text_.substr(at_, end - at_));
    const Operator op = field != nullptr || capitals_ ? Operator::none : operator_named(text);
    result_.push_back({Lexeme::Kind::word, std::move(text), field, op});
    at_ = end;
  }

  std::string_view text_;
  bool capitals_;
  std::size_t at_ = 0;
  std::vector<Lexeme> result_;
};

class Parser {
 public:
  explicit Parser(std::vector<Lexeme> lexemes) : lexemes_(std::move(lexemes)) {}

  Node parse() {
    Node all;
    while (at_ < lexemes_.size()) {
      add(all, alternatives(0));
      // A parenthesis closes that none has opened.
      if (at_ < lexemes_.size()) ++at_;
    }
    return simplest(std::move(all));
  }

 private:
  [[nodiscard]] bool has(std::size_t ahead = 0) const { return at_ + ahead < lexemes_.size(); }

  /// Whether an operand begins at the lexeme `ahead` of this one.
  [[nodiscard]] bool operand_follows(std::size_t ahead) const {
    return has(ahead) && lexemes_[at_ + ahead].kind != Lexeme::Kind::close &&
           lexemes_[at_ + ahead].op != Operator::all && lexemes_[at_ + ahead].op != Operator::any;
  }

  /// An operator is one only between operands; elsewhere it is a word.
  [[nodiscard]] bool at_operator(Operator op) const {
    return has() && lexemes_[at_].op == op && operand_follows(1);
  }

  static Node simplest(Node node) {
    if (node.children.size() == 1 && node.excluded.empty()) return std::move(node.children[0]);
    return node;
  }

  Node alternatives(int depth) {
    Node node;
    node.kind = Node::Kind::any;
    node.children.push_back(conjunction(depth));
    while (at_operator(Operator::any)) {
      ++at_;
      node.children.push_back(conjunction(depth));
    }
    return simplest(std::move(node));
  }

  Node conjunction(int depth) {
    Node node;
    node.kind = Node::Kind::all;
    Node bag = sequence(depth, node.excluded);
    while (at_operator(Operator::all) && !is_empty(bag)) {
      ++at_;
      node.children.push_back(simplest(std::move(bag)));
      bag = sequence(depth, node.excluded);
    }
    if (node.children.empty()) {
      bag.excluded = std::move(node.excluded);
      return simplest(std::move(bag));
    }
    if (!is_empty(bag)) node.children.push_back(simplest(std::move(bag)));
    return simplest(std::move(node));
  }

  static bool is_empty(const Node& node) { return node.children.empty(); }

  /// Operands side by side; what a NOT or a minus goes before is put into `excluded`.
  Node sequence(int depth, std::vector<Node>& excluded) {
    Node bag;
    while (has() && lexemes_[at_].kind != Lexeme::Kind::close) {
      if (!bag.children.empty() && (at_operator(Operator::all) || at_operator(Operator::any)))
        break;
      const bool excludes = at_operator(Operator::exclude);
      if (excludes || lexemes_[at_].kind == Lexeme::Kind::minus) ++at_;
      if (!has() || lexemes_[at_].kind == Lexeme::Kind::close) break;
      Node node = operand(depth);
      if (excludes) excluded.push_back(std::move(node));
      else add(bag, std::move(node));
    }
    return bag;
  }

  /// Plain words side by side are one text for the analysis: `20 000`, `L’ annonce`.
  static void add(Node& bag, Node node) {
    if (node.kind == Node::Kind::bag && node.children.empty() && node.excluded.empty()) return;
    if (node.kind == Node::Kind::words && !bag.children.empty() &&
        bag.children.back().kind == Node::Kind::words) {
      (bag.children.back().text += ' ') += node.text;
    } else {
      bag.children.push_back(std::move(node));
    }
  }

  Node operand(int depth) {
    Lexeme& lexeme = lexemes_[at_++];
    Node node;
    if (lexeme.kind == Lexeme::Kind::open) {
      if (depth >= kMaxDepth) return node;
      node = alternatives(depth + 1);
      if (has()) ++at_;  // the closing parenthesis
      return node;
    }
    node.kind = lexeme.kind == Lexeme::Kind::phrase ? Node::Kind::phrase : Node::Kind::words;
    if (lexeme.field != nullptr) node.kind = Node::Kind::field;
    node.field = lexeme.field;
    node.text = std::move(lexeme.text);
    return node;
  }

  std::vector<Lexeme> lexemes_;
  std::size_t at_ = 0;
};

}  // namespace

Node parse_query(std::string_view text) {
  if (text.size() > kMaxQueryBytes)
    throw corpus::Error(fmt::format("the query is {} bytes long, at most {} are allowed",
                                    text.size(), kMaxQueryBytes));
  const std::string decoded =
      corpus::is_valid_utf8(text) ? std::string(text) : corpus::decode(text).text;
  return Parser(Lexer(decoded).lexemes()).parse();
}

}  // namespace limier::query
