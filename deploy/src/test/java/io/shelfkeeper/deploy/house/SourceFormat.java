package io.shelfkeeper.deploy.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one way our sources are laid out. Never touches a file that is laid out well.
 *
 * <p>It is also a program: {@code mvn -Pformat} launches this very file from its source, because
 * Maven itself may run on a JDK whose compiler cannot read our sources, and because sources must be
 * formatted before they compile.
 */
public final class SourceFormat {
  private final Path root;
  private final Formatter formatter = new Formatter();

  public SourceFormat(Path root) {
    this.root = root;
  }

  /** Rewrites what is laid out badly below the folder given; says what it did. */
  public static void main(String[] arguments) {
    SourceFormat format = new SourceFormat(Path.of(arguments[0]));
    List<Path> badly = format.badlyLaidOut();
    for (Path file : badly) {
      write(file, format.laidOut(file));
      System.out.println("formatted " + format.root.relativize(file));
    }
    System.out.println(badly.isEmpty() ? "nothing to format" : badly.size() + " files formatted");
  }

  /** Files that the formatter would change. */
  public List<Path> badlyLaidOut() {
    List<Path> badly = new ArrayList<>();
    for (Path file : sources()) {
      if (!laidOut(file).equals(read(file))) {
        badly.add(file);
      }
    }
    return badly;
  }

  /** Every Java source of every module. */
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (String module : Folders.MODULES) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      } catch (java.nio.file.NoSuchFileException e) {
        continue; // a module without sources
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  private String laidOut(Path file) {
    try {
      String source = RemoveUnusedImports.removeUnusedImports(read(file));
      return formatter.formatSource(ImportOrderer.reorderImports(source, Style.GOOGLE));
    } catch (FormatterException e) {
      throw new IllegalStateException(file + " cannot be read as Java: " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String source) {
    try {
      Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
