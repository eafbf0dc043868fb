#pragma once

#include <string>
#include <vector>

namespace limier::test {

/// All sentences of the sample texts that are files, in the same order in every run.
const std::vector<std::string>& sample_sentences();

}  // namespace limier::test
