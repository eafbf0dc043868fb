import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.highlight.Highlighter;
import org.apache.lucene.search.highlight.QueryScorer;
import org.apache.lucene.search.highlight.SimpleHTMLFormatter;
import org.apache.lucene.search.highlight.SimpleSpanFragmenter;
import org.apache.lucene.search.postingshighlight.PostingsHighlighter;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/**
 * Lucene as a peer: FrenchAnalyzer, titles and texts with positions, stored.
 *
 * <pre>
 * LuceneBench index TSV FOLDER THREADS plain|offsets
 * LuceneBench search FOLDER TOPICS PASSES any|all highlighter|postings THREADS
 * LuceneBench rank FOLDER TOPICS any|all LIMIT
 * </pre>
 *
 * A line of TSV is id, title and text, separated by tabs; a newline in the text is written \n.
 * `search` prints a line a pass: its seconds, the queries answered, and the passages. `rank` prints
 * topic and document of each hit.
 */
public final class LuceneBench {
  private static final Version VERSION = Version.LUCENE_4_10_4;
  private static final int LIMIT = 10;
  private static final String[] FIELDS = {"title", "text"};
  private static final Analyzer ANALYZER = new FrenchAnalyzer();

  public static void main(String[] args) throws Exception {
    if (args[0].equals("index")) {
      index(args[1], args[2], Integer.parseInt(args[3]), args[4].equals("offsets"));
    } else if (args[0].equals("rank")) {
      rank(args[1], args[2], args[3].equals("all"), Integer.parseInt(args[4]));
    } else {
      search(args[1], args[2], Integer.parseInt(args[3]), args[4].equals("all"),
          args[5].equals("postings"), Integer.parseInt(args[6]));
    }
  }

  private static void index(String tsv, String folder, int threads, boolean offsets)
      throws Exception {
    FieldType type = new FieldType(TextField.TYPE_STORED);
    if (offsets) {
      // PostingsHighlighter reads the places of the words from the postings.
      type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    }
    try (BufferedReader lines = Files.newBufferedReader(Paths.get(tsv), StandardCharsets.UTF_8);
        IndexWriter writer = new IndexWriter(FSDirectory.open(new File(folder)),
            new IndexWriterConfig(VERSION, ANALYZER).setSimilarity(new BM25Similarity()))) {
      inThreads(threads, () -> addAll(lines, writer, type));
    }
  }

  private static Void addAll(BufferedReader lines, IndexWriter writer, FieldType type)
      throws IOException {
    while (true) {
      String line;
      synchronized (lines) {
        line = lines.readLine();
      }
      if (line == null) {
        return null;
      }
      String[] parts = line.split("\t", 3);
      Document document = new Document();
      document.add(new StringField("id", parts[0], Field.Store.YES));
      document.add(new Field("title", parts[1], type));
      document.add(new Field("text", parts[2].replace("\\n", "\n"), type));
      writer.addDocument(document);
    }
  }

  private static void inThreads(int threads, Callable<Void> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> done : executor.invokeAll(Collections.nCopies(threads, work))) {
        done.get();
      }
    } finally {
      executor.shutdown();
    }
  }

  private static void search(String folder, String topics, int passes, boolean all,
      boolean postings, int threads) throws Exception {
    List<String> queries = Files.readAllLines(Paths.get(topics), StandardCharsets.UTF_8);
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(new File(folder)))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity());
      for (int pass = 0; pass < passes; pass++) {
        long begin = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger passages = new AtomicInteger();
        inThreads(threads, () -> {
          for (int i = next.getAndIncrement(); i < queries.size(); i = next.getAndIncrement()) {
            String line = queries.get(i);
            int found = answer(searcher, line.substring(line.indexOf('\t') + 1), all, postings);
            answered.addAndGet(found > 0 ? 1 : 0);
            passages.addAndGet(found);
          }
          return null;
        });
        System.out.printf(Locale.ROOT, "%.6f %d %d%n", (System.nanoTime() - begin) / 1e9,
            answered.get(), passages.get());
      }
    }
  }

  private static void rank(String folder, String topics, boolean all, int limit)
      throws Exception {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(new File(folder)))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity());
      for (String line : Files.readAllLines(Paths.get(topics), StandardCharsets.UTF_8)) {
        String[] parts = line.split("\t", 2);
        for (ScoreDoc hit : searcher.search(query(parts[1], all), limit).scoreDocs) {
          out.println(parts[0] + "\t" + searcher.doc(hit.doc).get("id"));
        }
      }
    }
    out.flush();
  }

  private static Query query(String words, boolean all) throws Exception {
    QueryParser parser = new MultiFieldQueryParser(FIELDS, ANALYZER);
    parser.setDefaultOperator(all ? QueryParser.Operator.AND : QueryParser.Operator.OR);
    return parser.parse(QueryParser.escape(words));
  }

  /** Returns how many passages the ten best documents gave. */
  private static int answer(IndexSearcher searcher, String words, boolean all, boolean postings)
      throws Exception {
    Query query = query(words, all);
    TopDocs top = searcher.search(query, LIMIT);
    int passages = 0;
    if (postings) {
      if (top.scoreDocs.length == 0) {
        return 0;
      }
      Map<String, String[]> found = new PostingsHighlighter().highlightFields(
          new String[] {"text"}, query, searcher, top, new int[] {2});
      for (String passage : found.get("text")) {
        passages += passage != null ? 1 : 0;
      }
      for (ScoreDoc hit : top.scoreDocs) {
        searcher.doc(hit.doc, Collections.singleton("title"));
      }
      return passages;
    }
    QueryScorer scorer = new QueryScorer(query, "text");
    Highlighter highlighter = new Highlighter(new SimpleHTMLFormatter(), scorer);
    highlighter.setTextFragmenter(new SimpleSpanFragmenter(scorer, 200));
    for (ScoreDoc hit : top.scoreDocs) {
      Document document = searcher.doc(hit.doc);
      String text = document.get("text");
      String passage =
          highlighter.getBestFragments(ANALYZER.tokenStream("text", text), text, 2, " … ");
      passages += passage.isEmpty() ? 0 : 1;
    }
    return passages;
  }
}
