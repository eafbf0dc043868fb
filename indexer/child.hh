#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace limier::indexer {

/// Tells the parent process a line; an empty one only shows that the work goes on.
using Tell = std::function<void(const std::string& line)>;

/// Does `work` in a child process, so that it may crash or hang. Each line that it tells goes to
/// `take`. Returns how it failed, empty if it did not: it was killed, it threw, or it told nothing
/// for `patience`. Throws Interrupted once `interrupted()`. The process must have one thread only.
std::string run_in_child(const std::function<void(const Tell&)>& work, const Tell& take,
                         std::chrono::seconds patience);

}  // namespace limier::indexer
