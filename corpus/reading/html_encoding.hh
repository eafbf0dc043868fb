#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// The encoding that a page declares (`<meta charset=…>`, `<?xml encoding=…?>`) and that ICU knows;
/// empty where there is none. Latin-1 is Windows-1252, as for browsers.
std::string declared_encoding(std::string_view html);

}  // namespace limier::corpus
