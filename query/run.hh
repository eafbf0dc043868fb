#pragma once

#include "corpus/error.hh"
#include "query/options.hh"

namespace limier::query {

/// Runs the query, or the batch of queries, of the options. Throws Error, or OutputClosed.
corpus::ExitCode run(const Options& options);

/// The one place that speaks to the user of errors.
void complain(const corpus::Error& error);

}  // namespace limier::query
