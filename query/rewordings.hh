#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limier::query {

/// A query that asks for less than another.
struct Rewording {
  std::string query;
  std::string given_up;  ///< what of the other query it does not ask for, as typed there
};

/// `query` with each phrase as words side by side.
std::vector<Rewording> unquoted(std::string_view query);

/// `query` without each of its words, phrases and conditions, what is excluded among them.
std::vector<Rewording> shortened(std::string_view query);

}  // namespace limier::query
