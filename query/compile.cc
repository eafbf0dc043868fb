#include "query/compile.hh"

#include <span>
#include <string>

#include "corpus/store/terms.hh"
#include "query/compile_leaf.hh"
#include "query/ranking.hh"
#include "query/relaxation.hh"

namespace limier::query {
namespace {

using corpus::make_term;
using Xapian::Query;

/// Finds all sections. Threads cannot share Query::MatchAll: its users are counted without a lock.
Query everything() { return Query(std::string()); }

class Compiler {
 public:
  explicit Compiler(const CompileContext& context)
      : plan_(context.plan),
        database_(context.database),
        strictness_(context.strictness),
        remote_(context.remote),
        leaves_(context.database, context.remote) {}

  Compiled run() {
    Compiled result;
    result.query = plan_.is_empty() ? Query::MatchNothing : compile(plan_.root);
    if (!plan_.without.empty())
      result.query = Query(Query::OP_AND_NOT, result.query, Query(plan_.without));
    result.needs_check = needs_check_ || leaves_.needs_check();
    return result;
  }

 private:
  Query compile(const PlanNode& node) {
    switch (node.kind) {
      case PlanNode::Kind::leaf: return leaves_.leaf(plan_.leaves[node.index]);
      case PlanNode::Kind::near:
        // The order is of spellings, not of stems: the text tells.
        needs_check_ = true;
        return join(Query::OP_AND, compile_all(node.children));
      case PlanNode::Kind::field: return field(plan_.fields[node.index]);
      case PlanNode::Kind::any: return join(Query::OP_OR, compile_all(node.children));
      case PlanNode::Kind::all:
        return exclude(join(Query::OP_AND, compile_all(node.children)), node.excluded);
      case PlanNode::Kind::bag: break;
    }
    return exclude(node.children.empty() ? everything() : bag(node), node.excluded);
  }

  std::vector<Query> compile_all(const std::vector<PlanNode>& nodes) {
    std::vector<Query> queries;
    for (const PlanNode& node : nodes) queries.push_back(compile(node));
    return queries;
  }

  /// Conditions on fields always hold; of the rest, as many as the strictness says.
  Query bag(const PlanNode& node) {
    std::vector<Query> parts;
    std::vector<Query> filters;
    std::vector<double> weights;
    for (const PlanNode& child : node.children) {
      if (child.kind == PlanNode::Kind::field) {
        filters.push_back(compile(child));
      } else {
        parts.push_back(compile(child));
        weights.push_back(weight_of(child, plan_));
      }
    }
    Query filter = join(Query::OP_AND, filters);
    if (parts.empty()) return filter;
    Query query;
    if (strictness_ == Strictness::all) query = join(Query::OP_AND, parts);
    else query = join(Query::OP_OR, parts);
    if (strictness_ == Strictness::half && parts.size() > 1)
      query = Query(Query::OP_FILTER, query, half(parts, weights));
    return filters.empty() ? query : Query(Query::OP_FILTER, query, filter);
  }

  /// Any parts that have half of the weight together.
  static Query half(const std::vector<Query>& parts, const std::vector<double>& weights) {
    const std::vector<std::size_t> order = weightiest(weights);
    return at_least(half_of(order, weights), order, parts, weights);
  }

  static Query at_least(double needed, std::span<const std::size_t> order,
                        const std::vector<Query>& parts, const std::vector<double>& weights) {
    if (needed <= 0) return everything();
    if (order.empty()) return Query::MatchNothing;
    const std::size_t first = order.front();
    const Query without = at_least(needed, order.subspan(1), parts, weights);
    const Query with = at_least(needed - weights[first], order.subspan(1), parts, weights);
    return {Query::OP_OR, Query(Query::OP_AND, parts[first], with), without};
  }

  /// Takes away the documents, not only the sections, that hold what is excluded.
  Query exclude(Query query, const std::vector<PlanNode>& excluded) {
    for (const PlanNode& node : excluded) {
      Compiler inner({plan_, database_, Strictness::all, remote_});
      const Query unwanted = inner.compile(node);
      if (inner.needs_check_ || inner.leaves_.needs_check()) {
        needs_check_ = true;
        continue;
      }
      query = Query(Query::OP_AND_NOT, query, with_other_sections(unwanted));
    }
    return query;
  }

  /// `query`, and all sections of the documents of which it finds a section.
  [[nodiscard]] Query with_other_sections(const Query& query) const {
    const std::string many(corpus::prefixes::kManySections);
    if (database_.get_termfreq(many) == 0) return query;
    Xapian::Enquire enquire(database_);
    enquire.set_query(Query(Query::OP_FILTER, query, Query(many)));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_collapse_key(corpus::kDocumentSlot);
    std::vector<Query> documents = {query};
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    for (auto hit = found.begin(); hit != found.end(); ++hit)
      documents.emplace_back(corpus::document_term(hit.get_collapse_key()));
    return join(Query::OP_OR, documents);
  }

  static Query field(const FieldCondition& condition) {
    if (condition.field->kind == corpus::FieldKind::path)
      return condition.path.empty() ? everything() : Query(corpus::path_term(condition.path));
    if (condition.field->kind == corpus::FieldKind::date) return dates(condition);
    std::vector<Query> words;
    for (const Slot& slot : condition.slots) {
      std::vector<Query> stems;
      for (const std::string& stem : slot.stems)
        stems.emplace_back(make_term(condition.field->prefix, stem));
      words.push_back(join(Query::OP_OR, stems));
    }
    return {Query::OP_SCALE_WEIGHT, join(Query::OP_AND, words), 0.0};
  }

  /// Documents without a date lie in no range.
  static Query dates(const FieldCondition& condition) {
    constexpr Xapian::valueno kSlot = corpus::kDateSlot;
    const std::string any = "0";
    const auto& [first, last] = condition.dates;
    if (condition.undated)
      return {Query::OP_AND_NOT, everything(), Query(Query::OP_VALUE_GE, kSlot, any)};
    const std::string from = first.empty() ? any : first;
    return last.empty() ? Query(Query::OP_VALUE_GE, kSlot, from)
                        : Query(Query::OP_VALUE_RANGE, kSlot, from, last);
  }

  const Plan& plan_;
  const Xapian::Database& database_;
  Strictness strictness_;
  bool remote_;
  LeafCompiler leaves_;
  bool needs_check_ = false;
};

}  // namespace

Compiled compile(const CompileContext& context) { return Compiler(context).run(); }

Query compile_way(const Leaf& leaf, const Way& way, const CompileContext& context) {
  return LeafCompiler(context.database, context.remote).weighted(leaf, way);
}

Xapian::BM25Weight weighting() { return {ranking::kK1, 0, 1, ranking::kB, 0.5}; }

}  // namespace limier::query
