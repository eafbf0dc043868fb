#include "query/plan.hh"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "query/naming.hh"

namespace limier::query {
namespace {

using corpus::Token;

/// A prefix is completed to so many words, all prefixes of a query to so many together, in equal
/// shares: each word is a list to be read when the query runs.
constexpr std::size_t kMaxCompletions = 1000;
constexpr std::size_t kMaxAllCompletions = 4000;

/// Seeking the words nearest to one that is absent takes time; beyond so many it is no use.
constexpr int kMaxCorrected = 8;

/// The most leaves of a synonym or a long form; each run of so many is looked up.
constexpr std::size_t kMaxGroup = 6;

/// More parts than a joined form, which is short, can have.
constexpr std::size_t kMaxParts = 64;

class Planner {
 public:
  Planner(const Xapian::Database& database, corpus::Chain& chain, const LeafOptions& options)
      : chain_(chain), options_(options), leaves_(database, chain, options_) {}

  Plan plan(const Node& query) {
    keeps_stop_words_ = !has_content(query);
    completions_ = std::min(kMaxCompletions,
                            kMaxAllCompletions / std::max<std::size_t>(1, prefixes_in(query)));
    result_.root = node(query, false);
    if (query.too_deep)
      result_.notes.push_back(
          fmt::format("parentheses within more than {} others were passed over", kMaxDepth));
    if (too_many_)
      result_.notes.push_back(fmt::format("only the first {} words were sought", kMaxLeaves));
    return std::move(result_);
  }

 private:
  /// Whether a query asks for anything but stop words; a filter asks for nothing.
  bool has_content(const Node& node) {
    switch (node.kind) {
      case Node::Kind::phrase:
      case Node::Kind::prefix:
      case Node::Kind::near: return true;
      case Node::Kind::field: return node.field->kind == corpus::FieldKind::words;
      case Node::Kind::words: {
        const auto& tokens = chain_.analyse(node.text);
        return std::any_of(tokens.begin(), tokens.end(),
                           [&](const Token& token) { return !is_stop(token); });
      }
      default:
        return std::any_of(node.children.begin(), node.children.end(),
                           [&](const Node& child) { return has_content(child); });
    }
  }

  static std::size_t prefixes_in(const Node& node) {
    std::size_t count = node.kind == Node::Kind::prefix ? 1 : 0;
    for (const auto* children : {&node.children, &node.excluded})
      for (const Node& child : *children) count += prefixes_in(child);
    return count;
  }

  bool is_stop(const Token& token) { return leaves_.slots().resolve(*token.word).stop; }

  PlanNode node(const Node& query, bool excluded) {
    PlanNode result;
    switch (query.kind) {
      case Node::Kind::words:
        add_words(query.text, excluded, keeps_stop_words_ || excluded, result.children);
        break;
      case Node::Kind::phrase: add_phrase(query.text, excluded, result.children); break;
      case Node::Kind::prefix: add_prefix(query.text, excluded, result.children); break;
      case Node::Kind::near: return near(query, excluded);
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
    if (leaf.completions > completions_) note_completions(leaf);
    if (leaf.absent && ++absent_ == kMaxCorrected) options_.corrections = false;
    PlanNode result;
    result.kind = PlanNode::Kind::leaf;
    result.index = result_.leaves.size();
    result_.leaves.push_back(std::move(leaf));
    into.push_back(std::move(result));
  }

  /// Whether there is room for another leaf.
  bool has_room() {
    too_many_ = too_many_ || result_.leaves.size() >= kMaxLeaves;
    return !too_many_;
  }

  /// Tokens from `begin` to `end` that are one leaf.
  struct Part {
    std::size_t begin;
    std::size_t end;
  };

  /// Words side by side, each a leaf; the parts of a compound are one, with its joined form.
  void add_words(const std::string& text, bool excluded, bool keeps_stop_words,
                 std::vector<PlanNode>& into) {
    const std::vector<Token> tokens = chain_.analyse(text);
    std::vector<Part> parts;
    std::vector<PlanNode> leaves;
    for (std::size_t i = 0; i < tokens.size();) {
      // A joined form stands behind its parts, which are few.
      std::size_t end = i + 1;
      for (std::size_t k = i; k < std::min(tokens.size(), i + kMaxParts); ++k)
        if (tokens[k].joined && tokens[k].position == tokens[i].position) end = k + 1;
      const bool stop = end == i + 1 && is_stop(tokens[i]);
      if ((!stop || keeps_stop_words) && has_room()) {
        add_leaf(leaves_.word({tokens.data() + i, tokens.data() + end}, text, excluded), leaves);
        parts.push_back({i, end});
      }
      i = end;
    }
    if (!keeps_stop_words) add_groups(tokens, text, parts, leaves);
    std::move(leaves.begin(), leaves.end(), std::back_inserter(into));
  }

  /// Puts leaves that mean something together, as `arrêt de travail` does to a user who made it a
  /// synonym, beside what they mean; the longest such run first.
  void add_groups(const std::vector<Token>& tokens, const std::string& text,
                  std::vector<Part>& parts, std::vector<PlanNode>& leaves) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (std::size_t size = std::min(parts.size() - i, kMaxGroup); size > 1; --size) {
        const Part run{parts[i].begin, parts[i + size - 1].end};
        double idf = 0;
        for (std::size_t k = i; k < i + size; ++k) idf = std::max(idf, weight(leaves[k]));
        Leaf group = leaves_.group({tokens.data() + run.begin, tokens.data() + run.end}, text, idf);
        if (group.ways.empty() || !has_room()) continue;
        PlanNode either;
        either.kind = PlanNode::Kind::any;
        const auto first = leaves.begin() + static_cast<std::ptrdiff_t>(i);
        const auto last = first + static_cast<std::ptrdiff_t>(size);
        PlanNode typed;
        typed.children.assign(std::move_iterator(first), std::move_iterator(last));
        either.children.push_back(std::move(typed));
        add_leaf(std::move(group), either.children);
        leaves.insert(leaves.erase(first, last), std::move(either));
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                    parts.begin() + static_cast<std::ptrdiff_t>(i + size));
        break;
      }
    }
  }

  [[nodiscard]] double weight(const PlanNode& leaf) const { return result_.leaves[leaf.index].idf; }

  void add_phrase(const std::string& text, bool excluded, std::vector<PlanNode>& into) {
    if (!has_room()) return;
    if (Leaf leaf = leaves_.phrase(text, excluded); !leaf.ways.empty())
      add_leaf(std::move(leaf), into);
  }

  void add_prefix(const std::string& text, bool excluded, std::vector<PlanNode>& into) {
    if (!has_room()) return;
    if (Leaf leaf = leaves_.prefix(text, excluded, completions_); !leaf.ways.empty())
      add_leaf(std::move(leaf), into);
  }

  void note_completions(const Leaf& leaf) {
    result_.notes.push_back(fmt::format("{}: {} words begin so, the {} most frequent were sought",
                                        leaf.typed, leaf.completions, completions_));
  }

  /// Stop words count here: they are found in the text.
  PlanNode near(const Node& query, bool excluded) {
    Near near;
    PlanNode result;
    result.kind = PlanNode::Kind::near;
    for (std::size_t i = 0; i < query.children.size(); ++i) {
      const Node& child = query.children[i];
      std::vector<PlanNode> parts;
      if (child.kind == Node::Kind::phrase) add_phrase(child.text, excluded, parts);
      else if (child.kind == Node::Kind::prefix) add_prefix(child.text, excluded, parts);
      else add_words(child.text, excluded, true, parts);
      for (std::size_t part = 0; part < parts.size(); ++part) {
        // What the analysis takes apart, as `ici/là`, stands side by side.
        if (!near.leaves.empty())
          near.distances.push_back(part > 0 || i == 0 ? 1 : query.distances[i - 1]);
        near.leaves.push_back(parts[part].index);
        result.children.push_back(std::move(parts[part]));
      }
    }
    // What is left of `port NEAR/5 …` is a word, of `… NEAR/5 …` nothing.
    if (result.children.empty()) return result;
    if (result.children.size() == 1) return PlanNode(std::move(result.children[0]));
    result.index = result_.nears.size();
    result_.nears.push_back(std::move(near));
    return result;
  }

  void add_field(const Node& query, std::vector<PlanNode>& into) {
    FieldCondition condition;
    condition.field = query.field;
    condition.typed = query.text;
    if (query.field->kind == corpus::FieldKind::date) {
      condition.dates = corpus::date_range(query.text).value();
    } else if (query.field->kind == corpus::FieldKind::path) {
      condition.path = database_path(query.text);
      if (condition.path.back() == '/') condition.path.pop_back();
    } else {
      const std::vector<Token> tokens = chain_.analyse(query.text);
      for (const Token& token : tokens)
        if (!token.joined && !is_stop(token))
          condition.slots.push_back(leaves_.slots().inflected(*token.word));
      if (condition.slots.empty()) return;
    }
    PlanNode result;
    result.kind = PlanNode::Kind::field;
    result.index = result_.fields.size();
    result_.fields.push_back(std::move(condition));
    into.push_back(std::move(result));
  }

  corpus::Chain& chain_;
  LeafOptions options_;
  LeafMaker leaves_;
  Plan result_;
  bool keeps_stop_words_ = false;
  bool too_many_ = false;
  int absent_ = 0;
  std::size_t completions_ = kMaxCompletions;  ///< of each prefix
};

}  // namespace

Plan make_plan(const Node& query, const Xapian::Database& database, corpus::Chain& chain,
               const LeafOptions& options) {
  return Planner(database, chain, options).plan(query);
}

}  // namespace limier::query
