#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "corpus/store/database.hh"

namespace limier::indexer {

/// What a database sets aside as boilerplate.
struct SetAside {
  struct Entry {
    std::uint64_t documents = 0;  ///< in which it is set aside
    std::string text;
  };
  std::size_t paragraphs = 0;  ///< each counted once
  std::vector<Entry> most;     ///< the most frequent of them, at most as many as asked for
};

SetAside set_aside_in(const corpus::Generation& generation, std::size_t most);

}  // namespace limier::indexer
