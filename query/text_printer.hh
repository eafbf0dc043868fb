#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "query/printer.hh"

namespace limier::query {

/// Blocks for people: the title, where it stands, the passage wrapped to the terminal.
class TextPrinter final : public Printer {
 public:
  /// `width` in columns; 0: passages are not wrapped. `color`: with ANSI colours.
  TextPrinter(std::size_t width, bool color) : width_(width), color_(color) {}

  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;

 private:
  std::size_t width_;
  bool color_;
  std::string last_id_;
  bool printed_ = false;
};

/// A text with its highlights in colour, its white space collapsed, made printable, and wrapped to
/// `width` columns (0: one line). Each line begins with `indent`; outside the highlights it has the
/// ANSI colour `ground`, if any.
std::string render(std::string_view text, const std::vector<Highlight>& highlights,
                   std::size_t width, bool color, std::string_view indent = "  ",
                   std::string_view ground = {});

/// The passage of a hit, rendered.
std::string render_passage(const Hit& hit, std::size_t width, bool color,
                           std::string_view indent = "  ");

}  // namespace limier::query
