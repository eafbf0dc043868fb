#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/date.hh"
#include "corpus/french/chain.hh"
#include "query/leaves.hh"
#include "query/matcher.hh"
#include "query/syntax.hh"

namespace limier::query {

/// How many of the words side by side a section must hold.
enum class MatchMode {
  automatic,  ///< all; if no section does, words of half the query's weight
  all,
  any,
};

/// A condition on a field of the document.
struct FieldCondition {
  const corpus::Field* field = nullptr;
  std::string typed;
  std::vector<Slot> slots;  ///< all of them must be words of the field
  std::string path;         ///< absolute, for `path:`; empty for all that there is
  corpus::DateRange dates;  ///< for `date:`
  bool undated = false;     ///< `date:` holds for documents without a date, and for no others
};

/// A query whose words are analysed and looked up in the lexicon of a database.
struct PlanNode {
  enum class Kind { leaf, near, field, bag, all, any };
  Kind kind = Kind::bag;
  std::size_t index = 0;  ///< of a leaf, field condition or `Near`, whose leaves are its children
  std::vector<PlanNode> children;
  std::vector<PlanNode> excluded;
};

struct Plan {
  PlanNode root;
  std::vector<Leaf> leaves;
  std::vector<Near> nears;
  std::vector<FieldCondition> fields;
  std::string without;             ///< term of a document that is not wanted, or none
  std::vector<std::string> notes;  ///< what of the query was not followed to the letter

  /// Whether no section can match because nothing is asked for: punctuation only.
  [[nodiscard]] bool is_empty() const {
    return root.children.empty() && root.excluded.empty() && root.kind != PlanNode::Kind::leaf &&
           root.kind != PlanNode::Kind::field && root.kind != PlanNode::Kind::near;
  }
};

/// A query is cut to so many words, phrases and prefixes.
inline constexpr std::size_t kMaxLeaves = 400;

/// Analyses a query with the chain that analysed the texts, and takes each word to the accented
/// forms that the database holds. Stop words are dropped unless there is nothing else.
Plan make_plan(const Node& query, const Xapian::Database& database, corpus::Chain& chain,
               const LeafOptions& options = {});

}  // namespace limier::query
