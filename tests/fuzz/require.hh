#pragma once

#include <cstdio>
#include <cstdlib>

namespace limier::fuzz {

/// Stops with a finding, named `what`, unless it holds.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

}  // namespace limier::fuzz
