#pragma once

#include <optional>
#include <string>

namespace limier::query {

/// Whether somebody sits there who could be asked: standard input and output are a terminal.
bool is_interactive();

/// Asks for queries on the terminal, with Readline's editing and a history that is kept in
/// `$XDG_STATE_HOME/limier/history`. There is one at a time.
class Prompt {
 public:
  Prompt();

  /// The next line; empty if Ctrl-C cancelled it, nothing when the input has ended.
  std::optional<std::string> next();

 private:
  void remember(const std::string& line);

  std::string history_;  ///< the file; empty: nothing is kept
  std::string last_;
};

}  // namespace limier::query
