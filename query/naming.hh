#pragma once

#include <cstddef>
#include <string>

#include "corpus/store/record.hh"

namespace limier::query {

/// What a document is called: the record's id, else the path, relative to the working folder where
/// it lies under it.
std::string shown_name(const corpus::Record& record);
std::string shown_path(const corpus::Record& record);

/// A path as databases have it: absolute and normalised; `-`, standard input, stays as it is. A
/// relative one stays so where the working folder is gone.
std::string database_path(const std::string& path);

/// The line of the file where the byte `at` of the section's text stands; 0 if it cannot be told.
std::size_t line_at(const corpus::Record& record, std::size_t at);

/// The column of that byte in its line, in bytes from 1; 1 if it cannot be told.
std::size_t column_at(const corpus::Record& record, std::size_t at);

}  // namespace limier::query
