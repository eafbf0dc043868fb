#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace limier::corpus {

/// The exit codes that both programs promise. What 1 and 3 mean is each program's own.
enum class ExitCode {
  ok = 0,
  nothing_found = 1,
  fatal = 2,
  some_inputs_failed = 3,
  interrupted = 130
};

/// The one exception of the project: what went wrong, and the way out.
/// `what()` is one line without a final point; `hint()` may be empty.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string hint = {})
      : std::runtime_error(message), hint_(std::move(hint)) {}

  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  std::string hint_;
};

}  // namespace limier::corpus
