#pragma once

#include <string>

namespace limier::corpus {

/// Identifies the French analysis of this program: its version, and a hash of what it makes of a
/// fixed probe, so that an ICU or a stemmer that behaves otherwise is noticed and one that does not
/// disables nothing. A database remembers the fingerprint of the analysis that wrote it.
std::string analysis_fingerprint();

}  // namespace limier::corpus
