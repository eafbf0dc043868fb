#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/searcher.hh"

namespace limier::query {

/// A text with its highlights in colour, its white space collapsed, made printable, and wrapped to
/// `width` columns (0: one line). Each line begins with `indent`; outside the highlights it has the
/// ANSI colour `ground`, if any.
std::string render(std::string_view text, const std::vector<Highlight>& highlights,
                   std::size_t width, bool color, std::string_view indent = "  ",
                   std::string_view ground = {});

/// The passage of a hit, rendered.
std::string render_passage(const Hit& hit, std::size_t width, bool color,
                           std::string_view indent = "  ");

/// A text in its own lines, which are wrapped to `width` columns (0: not at all) where they are
/// longer, with its highlights in colour and made printable.
std::string render_text(std::string_view text, const std::vector<Highlight>& highlights,
                        std::size_t width, bool color);

/// The title of a document, a line or several; nothing where there is none.
std::string render_title(const corpus::Record& record, const std::vector<Highlight>& highlights,
                         std::size_t width, bool color);

/// Where byte `at` of a section stands, and what is known of its document: a line.
std::string render_place(const corpus::Record& record, std::size_t at, bool color,
                         std::size_t copies = 0);

}  // namespace limier::query
