#pragma once

#include <cstddef>
#include <string>

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
  std::size_t last_rank_ = 0;  ///< of the query that is printed; 0: none yet
  bool printed_ = false;
};

}  // namespace limier::query
