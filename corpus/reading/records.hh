#pragma once

// What formats of many records have in common; private to this folder.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/reading/format.hh"

namespace limier::corpus {

enum class Field { id, url, title, text, date, source, author, language };

/// What the fields of a record are called, the user's names (`FIELD=KEY`) before the usual ones.
class FieldNames {
 public:
  /// Throws Error when one of `maps` is no `FIELD=KEY`.
  explicit FieldNames(const std::vector<std::string>& maps);

  /// The place in this list of what records call `name`; `size()` when it is no field.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] Field field(std::size_t place) const { return names_[place].field; }

 private:
  struct Name {
    std::string name;
    Field field;
  };
  std::vector<Name> names_;
};

/// The values of one record, each at the place of its name.
class Values {
 public:
  explicit Values(const FieldNames& names) : names_(names), values_(names.size()) {}

  void clear();
  [[nodiscard]] const FieldNames& names() const { return names_; }
  std::string& operator[](std::size_t place) { return values_[place]; }

  /// The value of a field: of its names, the first that says something counts.
  std::string take(Field field);

  /// All fields but text and id, as those of a document are.
  void fill(Document& document);

 private:
  const FieldNames& names_;
  std::vector<std::string> values_;
};

/// Hands on the records of one file as documents, and sees to it that no two have one id.
class Records {
 public:
  Records(Decoding& decoding, Sink& sink) : decoding_(decoding), sink_(sink) {}

  /// Takes the record that stands as `raw` in the file, from `line` on.
  void add(Values& values, std::string_view raw, std::size_t line);

 private:
  Decoding& decoding_;
  Sink& sink_;
  std::unordered_map<std::uint64_t, std::size_t> lines_;
};

}  // namespace limier::corpus
