#pragma once

// From the tree of a page to its text; private to this folder.

#include <string>
#include <string_view>

#include <gumbo.h>

namespace limier::corpus {

/// The text of the content below `root`, without what the markup says is none: of the only article
/// or main part if it holds most of it, else of the whole. Not necessarily valid UTF-8.
std::string content_of(const GumboNode* root);

bool is_element(const GumboNode* node, GumboTag tag);

/// As HTML compares names: ASCII letters only.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace limier::corpus
