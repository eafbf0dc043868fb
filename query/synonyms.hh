#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/french/chain.hh"

namespace limier::query {

/// The user's synonyms: a group a line, its members separated by commas, each a word or several;
/// what follows a `#` is a comment. They work at query time, on any database.
class Synonyms {
 public:
  /// Throws Error, with the number of the line, for a file that cannot be read or a line that is no
  /// group.
  Synonyms(const std::string& path, corpus::Chain& chain);

  /// The other members of all groups that hold these words, as written. `words` are folded
  /// spellings with a space between.
  [[nodiscard]] const std::vector<std::string>& of(const std::string& words) const;

 private:
  std::map<std::string, std::vector<std::string>> others_;
};

}  // namespace limier::query
