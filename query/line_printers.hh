#pragma once

#include <string>
#include <vector>

#include "query/printer.hh"

namespace limier::query {

/// The run format of TREC's evaluation tools, a line a document.
class TrecPrinter final : public Printer {
 public:
  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;
};

/// The path of each document, once a query.
class PathsPrinter final : public Printer {
 public:
  explicit PathsPrinter(bool null_separated) : null_separated_(null_separated) {}

  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;

 private:
  bool null_separated_;
  std::vector<std::string> printed_;
};

/// `path:line:column:text`, what editors and grep's users read: the place of the first word that
/// matched, and the passage in one line. Where no line can be told it is 1.
class LinesPrinter final : public Printer {
 public:
  explicit LinesPrinter(bool color) : color_(color) {}

  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;

 private:
  bool color_;
};

}  // namespace limier::query
