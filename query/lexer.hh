#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/fields.hh"

namespace limier::query {

enum class Operator : std::uint8_t { none, all, any, exclude, near };

/// A piece of a query.
struct Lexeme {
  enum class Kind : std::uint8_t { word, phrase, prefix, open, close, minus };
  Kind kind = Kind::word;
  std::string text;
  const corpus::Field* field = nullptr;
  Operator op = Operator::none;
  unsigned distance = 0;  ///< of NEAR
};

/// The pieces of a query, which is valid UTF-8. Quotation marks without their counterpart are
/// spaces; in a query that is all in capitals no word is an operator.
std::vector<Lexeme> lexemes_of(std::string_view text);

}  // namespace limier::query
