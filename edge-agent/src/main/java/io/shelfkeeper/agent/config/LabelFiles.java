package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The templates and words of labels: a shop's own where it has some, else those that we ship. What
 * is wrong in a file is kept in {@link #problems}, and then the file is as if it were not there.
 */
public final class LabelFiles {
  /** Sizes that have a template of their own; every other size takes one of these. */
  private static final List<String> SHIPPED = List.of("152x152", "296x128", "384x168", "400x300");

  private static final List<String> LANGUAGES =
      List.of("ar", "de", "el", "en", "es", "fr", "he", "it", "ja", "pl", "ru", "tr", "zh");

  private static final String SIZE = "[1-9][0-9]{1,3}x[1-9][0-9]{1,3}";
  private static final int BYTES_MAX = 64 * 1024;

  private final @Nullable Path folder;
  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * @param folder the shop's own, or null
   */
  public LabelFiles(@Nullable Path folder) {
    this.folder = folder;
  }

  /** What was wrong in the files that were asked for, ready to be read by people. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The template for a size: its own, or that of the nearest shape, scaled. */
  public Optional<LabelTemplate> template(int width, int height) {
    String best = best(width, height);
    return read(best + ".yaml", problem -> new LabelReader(problem).template(best))
        .map(template -> template.scaledTo(width, height));
  }

  private String best(int width, int height) {
    String wanted = width + "x" + height;
    Set<String> sizes = sizes();
    return sizes.contains(wanted)
        ? wanted
        : sizes.stream().min(Comparator.comparingDouble(s -> far(s, width, height))).get();
  }

  /** The words of a language. */
  public Optional<LabelWords> words(String language) {
    if (!known(language)) {
      problems.add(
          "there are no label words for the language %s. Instead: %s, or a file words-%s.yaml in the folder of the labels."
              .formatted(
                  Words.quoted(language), Words.choice(language, LANGUAGES), Words.line(language)));
      return Optional.empty();
    }
    return read("words-" + language + ".yaml", problem -> new LabelReader(problem)::words);
  }

  /**
   * The text of the template for a size as it is used, to begin one's own with. Where that is one
   * of another size, its first line says under which name it belongs: under this one it would be
   * wrong.
   *
   * @throws IOException if it cannot be read
   */
  public String templateText(int width, int height) throws IOException {
    String best = best(width, height);
    String text = new String(bytes(best + ".yaml"), StandardCharsets.UTF_8);
    return best.equals(width + "x" + height)
        ? text
        : "# Tags of %dx%d use this one, scaled. Save it as %s.yaml in the folder of the labels.%n"
                .formatted(width, height, best)
            + text;
  }

  /** Fonts of the shop's own, for scripts that the shipped ones lack. */
  public List<Path> fonts() {
    return own().filter(file -> file.getFileName().toString().endsWith(".ttf")).sorted().toList();
  }

  /** Every size that has a template, the shop's own included. */
  public Set<String> sizes() {
    Set<String> sizes = new LinkedHashSet<>(SHIPPED);
    own()
        .map(file -> file.getFileName().toString().replaceFirst("[.]yaml$", ""))
        .filter(name -> name.matches(SIZE))
        .sorted()
        .forEach(sizes::add);
    return sizes;
  }

  private boolean known(String language) {
    return LANGUAGES.contains(language)
        || folder != null && Files.isRegularFile(folder.resolve("words-" + language + ".yaml"));
  }

  /** How different two shapes are; between like shapes the nearer size wins. */
  private static double far(String size, int width, int height) {
    String[] sides = size.split("x", 2);
    double across = (double) width / Integer.parseInt(sides[0]);
    double down = (double) height / Integer.parseInt(sides[1]);
    return Math.abs(Math.log(across / down)) + Math.abs(Math.log(across * down)) / 10;
  }

  private Stream<Path> own() {
    if (folder == null) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      problems.add("%s: it cannot be read. Check the folder of the labels.".formatted(folder));
      return Stream.empty();
    }
  }

  private <T> Optional<T> read(String name, Function<Problems, Function<Section, T>> reader) {
    String shown = folder == null ? name : folder.resolve(name).toString();
    Problems found = new Problems();
    T value = null;
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(name))).toString();
      Yaml root = YamlText.read(text, found);
      if (root instanceof Yaml.Mapping mapping) {
        value = reader.apply(found).apply(new Section(found, mapping, "this file"));
      } else if (root != null) {
        found.add(root.place(), "the file is " + root.kind(), "keys and values");
      }
    } catch (CharacterCodingException e) {
      found.add(Place.FILE, "the file is not UTF-8 text", "save it as UTF-8 in the editor");
    } catch (TooLong e) {
      found.add(
          Place.FILE,
          "the file is longer than %d bytes".formatted(BYTES_MAX),
          "a file of a few kilobytes, as the shipped ones are");
    } catch (IOException e) {
      found.add(
          Place.FILE,
          "the file cannot be read: " + Words.line(String.valueOf(e.getMessage())),
          "a file that this user may read");
    }
    List<Problem> list = new ArrayList<>(found.list());
    list.forEach(problem -> problems.add(problem.text(shown)));
    return list.isEmpty() ? Optional.ofNullable(value) : Optional.empty();
  }

  /** It would be read in part. */
  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("longer than " + BYTES_MAX + " bytes");
    }
  }

  private byte[] bytes(String name) throws IOException {
    Path file = folder == null ? null : folder.resolve(name);
    try (InputStream in =
        file != null && Files.isRegularFile(file)
            ? Files.newInputStream(file)
            : LabelFiles.class.getResourceAsStream("labels/" + name)) {
      if (in == null) {
        throw new IOException("no such file");
      }
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new TooLong();
      }
      return bytes;
    }
  }
}
