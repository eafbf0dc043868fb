// The loop that Xapian's own guide shows, as a peer: one thread, one TermGenerator with the French
// stemmer, positions, the text as the document's data.
//
//   term_generator TSV DATABASE
//
// A line of TSV is id, title and text, separated by tabs; a newline in the text is written \n.
#include <fstream>
#include <iostream>
#include <string>

#include <xapian.h>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: term_generator TSV DATABASE\n";
    return 2;
  }
  std::ifstream lines(argv[1]);
  Xapian::WritableDatabase database(argv[2], Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("french"));
  for (std::string line; std::getline(lines, line);) {
    const auto title = line.find('\t') + 1;
    const auto text = line.find('\t', title) + 1;
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(line.substr(title, text - 1 - title), 1, "S");
    generator.index_text(line.substr(title, text - 1 - title));
    generator.increase_termpos();
    std::string body = line.substr(text);
    for (auto at = body.find("\\n"); at != std::string::npos; at = body.find("\\n", at)) {
      body.replace(at, 2, "\n");
    }
    generator.index_text(body);
    document.set_data(line.substr(title, text - title) + body);
    document.add_boolean_term("Q" + line.substr(0, title - 1));
    database.add_document(document);
  }
  database.commit();
  std::cout << database.get_doccount() << " documents\n";
  return 0;
}
