#include "query/syntax.hh"

#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "query/lexer.hh"

namespace limier::query {
namespace {

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
    all = simplest(std::move(all));
    all.too_deep = too_deep_;
    return all;
  }

 private:
  [[nodiscard]] bool has(std::size_t ahead = 0) const { return at_ + ahead < lexemes_.size(); }

  /// Whether an operand begins at the lexeme `ahead` of this one.
  [[nodiscard]] bool operand_follows(std::size_t ahead) const {
    return has(ahead) && lexemes_[at_ + ahead].kind != Lexeme::Kind::close &&
           lexemes_[at_ + ahead].op != Operator::all && lexemes_[at_ + ahead].op != Operator::any;
  }

  /// What NEAR can stand beside: a word, a phrase or a prefix.
  [[nodiscard]] bool text_follows(std::size_t ahead) const {
    if (!has(ahead)) return false;
    const Lexeme& lexeme = lexemes_[at_ + ahead];
    return lexeme.field == nullptr && lexeme.op == Operator::none &&
           (lexeme.kind == Lexeme::Kind::word || lexeme.kind == Lexeme::Kind::phrase ||
            lexeme.kind == Lexeme::Kind::prefix);
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
      bool excludes = false;
      for (; at_operator(Operator::exclude); ++at_) excludes = true;
      if (has() && lexemes_[at_].kind == Lexeme::Kind::minus) ++at_;
      if (!has() || lexemes_[at_].kind == Lexeme::Kind::close) break;
      Node node = text_follows(0) ? neighbours() : operand(depth);
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

  /// A word, phrase or prefix, and those that NEAR binds to it.
  Node neighbours() {
    Node first = text_operand();
    if (!has() || lexemes_[at_].op != Operator::near || !text_follows(1)) return first;
    Node node;
    node.kind = Node::Kind::near;
    node.children.push_back(std::move(first));
    while (has() && lexemes_[at_].op == Operator::near && text_follows(1)) {
      node.distances.push_back(lexemes_[at_++].distance);
      node.children.push_back(text_operand());
    }
    return node;
  }

  Node operand(int depth) {
    if (lexemes_[at_].kind == Lexeme::Kind::open) {
      ++at_;
      Node node;
      if (depth >= kMaxDepth) {
        too_deep_ = true;
        return node;
      }
      node = alternatives(depth + 1);
      if (has()) ++at_;  // the closing parenthesis
      return node;
    }
    return text_operand();
  }

  Node text_operand() {
    Lexeme& lexeme = lexemes_[at_++];
    Node node;
    switch (lexeme.kind) {
      case Lexeme::Kind::phrase: node.kind = Node::Kind::phrase; break;
      case Lexeme::Kind::prefix: node.kind = Node::Kind::prefix; break;
      default: node.kind = Node::Kind::words;
    }
    if (lexeme.field != nullptr) node.kind = Node::Kind::field;
    node.field = lexeme.field;
    node.text = std::move(lexeme.text);
    return node;
  }

  std::vector<Lexeme> lexemes_;
  std::size_t at_ = 0;
  bool too_deep_ = false;
};

}  // namespace

Node parse_query(std::string_view text) {
  if (text.size() > kMaxQueryBytes)
    throw corpus::Error(fmt::format("the query is {} bytes long, at most {} are allowed",
                                    text.size(), kMaxQueryBytes));
  // A line of text, never UTF-16: what looks like its mark are two letters of Windows-1252.
  corpus::Decoding ignored;
  const std::string decoded = corpus::decode_part(text, ignored);
  return Parser(lexemes_of(decoded)).parse();
}

}  // namespace limier::query
