#pragma once

#include <memory>
#include <string>

#include "query/options.hh"
#include "query/searcher.hh"

namespace limier::query {

/// Prints hits as they come, on standard output; what is said about them, on standard error.
class Printer {
 public:
  virtual ~Printer() = default;
  /// `id` is the query's in a batch, else empty.
  virtual void hit(const std::string& id, const Hit& hit) = 0;
  /// After the last hit of a query.
  virtual void end(const std::string& id, const Outcome& outcome) = 0;

 protected:
  Printer() = default;
  Printer(const Printer&) = default;
  Printer& operator=(const Printer&) = default;
};

std::unique_ptr<Printer> make_printer(const Options& options);

}  // namespace limier::query
