#pragma once

#include "corpus/error.hh"

namespace limier::corpus {

/// What is wrong with a database, not with an input: no other input will fare better.
class StoreError : public Error {
 public:
  using Error::Error;
};

}  // namespace limier::corpus
