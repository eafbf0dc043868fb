#include "query/plan.hh"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace limier::query {
namespace {

using corpus::Token;

class Planner {
 public:
  Planner(const Xapian::Database& database, corpus::Chain& chain, const LeafOptions& options)
      : chain_(chain), leaves_(database, chain, options) {}

  Plan plan(const Node& query) {
    keeps_stop_words_ = !has_content(query);
    result_.root = node(query, false);
    return std::move(result_);
  }

 private:
  /// Whether a query asks for anything but stop words.
  bool has_content(const Node& node) {
    if (node.kind == Node::Kind::phrase || node.kind == Node::Kind::field) return true;
    if (node.kind == Node::Kind::words) {
      const auto& tokens = chain_.analyse(node.text);
      return std::any_of(tokens.begin(), tokens.end(),
                         [&](const Token& token) { return !is_stop(token); });
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return has_content(child); });
  }

  bool is_stop(const Token& token) { return leaves_.resolve(*token.word).stop; }

  PlanNode node(const Node& query, bool excluded) {
    PlanNode result;
    switch (query.kind) {
      case Node::Kind::words: add_words(query.text, excluded, result.children); break;
      case Node::Kind::phrase: add_phrase(query.text, excluded, result.children); break;
      case Node::Kind::field: add_field(query, result.children); break;
      case Node::Kind::all: result.kind = PlanNode::Kind::all; break;
      case Node::Kind::any: result.kind = PlanNode::Kind::any; break;
      case Node::Kind::bag: break;
    }
    for (const Node& child : query.children) add_child(result, node(child, excluded));
    for (const Node& child : query.excluded)
      if (PlanNode out = node(child, true); !is_empty(out))
        result.excluded.push_back(std::move(out));
    if (result.children.size() == 1 && result.excluded.empty())
      return PlanNode(std::move(result.children[0]));
    return result;
  }

  static bool is_empty(const PlanNode& node) {
    return node.kind != PlanNode::Kind::leaf && node.kind != PlanNode::Kind::field &&
           node.children.empty() && node.excluded.empty();
  }

  static void add_child(PlanNode& parent, PlanNode child) {
    if (is_empty(child)) return;
    const bool merges = parent.kind == PlanNode::Kind::bag && child.kind == PlanNode::Kind::bag &&
                        child.excluded.empty();
    if (!merges) {
      parent.children.push_back(std::move(child));
      return;
    }
    for (PlanNode& part : child.children) parent.children.push_back(std::move(part));
  }

  void add_leaf(Leaf leaf, std::vector<PlanNode>& into) {
    PlanNode result;
    result.kind = PlanNode::Kind::leaf;
    result.index = result_.leaves.size();
    result_.leaves.push_back(std::move(leaf));
    into.push_back(std::move(result));
  }

  /// Words side by side, each a leaf; the parts of a compound are one, with its joined form.
  void add_words(const std::string& text, bool excluded, std::vector<PlanNode>& into) {
    const std::vector<Token> tokens = chain_.analyse(text);
    for (std::size_t i = 0; i < tokens.size();) {
      // A joined form stands behind its parts.
      std::size_t end = i + 1;
      for (std::size_t k = i; k < tokens.size(); ++k)
        if (tokens[k].length > 1 && tokens[k].position == tokens[i].position) end = k + 1;
      const bool stop = end == i + 1 && is_stop(tokens[i]);
      if (!stop || keeps_stop_words_ || excluded)
        add_leaf(leaves_.word({tokens.data() + i, tokens.data() + end}, text, excluded), into);
      i = end;
    }
  }

  void add_phrase(const std::string& text, bool excluded, std::vector<PlanNode>& into) {
    if (Leaf leaf = leaves_.phrase(text, excluded); !leaf.ways.empty())
      add_leaf(std::move(leaf), into);
  }

  void add_field(const Node& query, std::vector<PlanNode>& into) {
    FieldCondition condition;
    condition.field = query.field;
    condition.typed = query.text;
    if (query.field->kind == corpus::FieldKind::path) {
      condition.path = std::filesystem::absolute(query.text).lexically_normal().string();
      if (condition.path.back() == '/') condition.path.pop_back();
      if (condition.path.empty()) return;  // all that there is
    } else {
      const std::vector<Token> tokens = chain_.analyse(query.text);
      for (const Token& token : tokens)
        if (token.length == 1 && !is_stop(token))
          condition.slots.push_back(leaves_.slot(*token.word));
      if (condition.slots.empty()) return;
    }
    PlanNode result;
    result.kind = PlanNode::Kind::field;
    result.index = result_.fields.size();
    result_.fields.push_back(std::move(condition));
    into.push_back(std::move(result));
  }

  corpus::Chain& chain_;
  LeafMaker leaves_;
  Plan result_;
  bool keeps_stop_words_ = false;
};

}  // namespace

Plan make_plan(const Node& query, const Xapian::Database& database, corpus::Chain& chain,
               const LeafOptions& options) {
  return Planner(database, chain, options).plan(query);
}

}  // namespace limier::query
