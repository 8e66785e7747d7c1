package io.shelfkeeper.agent.labels;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of labels: ours, then the shop's own. Never those of the machine, which differ from one
 * to the next. A font is opened when the first text needs it. Used by one thread.
 */
public final class Fonts {
  /** The folder of our fonts is named by the launcher. */
  public static final String FOLDER_PROPERTY = "shelfkeeper.fonts";

  private static final List<String> SHIPPED =
      List.of("DejaVuSansCondensed.ttf", "NotoSansSC-Medium.ttf");
  private static final List<String> SHIPPED_BOLD =
      List.of("DejaVuSansCondensed-Bold.ttf", "NotoSansSC-Bold.ttf");

  private final List<Path> regular = new ArrayList<>();
  private final List<Path> bold = new ArrayList<>();
  private final List<Path> own;
  private final Set<Path> broken = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<Path, Font> open = new HashMap<>();
  private final Map<String, Font> sized = new HashMap<>();

  /**
   * @param more fonts of the shop's own, asked after ours
   * @throws IOException if ours are not there
   */
  public Fonts(List<Path> more) throws IOException {
    this(ownFolder(), more);
  }

  /**
   * @param folder where our fonts are
   */
  Fonts(Path folder, List<Path> more) throws IOException {
    for (String name : SHIPPED) {
      regular.add(folder.resolve(name));
    }
    for (String name : SHIPPED_BOLD) {
      bold.add(folder.resolve(name));
    }
    for (Path file : regular) {
      if (!Files.isReadable(file)) {
        throw new IOException(
            "The font %s is not there. Check that the folder fonts of the application is complete, or install it again."
                .formatted(file));
      }
    }
    own = List.copyOf(more);
    regular.addAll(more);
    bold.addAll(more);
    // Java asks fontconfig for the machine's fonts first, and throws where there are none. A file
    // of two lines, named by this internal property, is all that it reads instead.
    System.setProperty("java.awt.headless", "true");
    System.setProperty("sun.awt.fontconfig", folder.resolve("fontconfig.properties").toString());
  }

  private static Path ownFolder() throws IOException {
    String folder = System.getProperty(FOLDER_PROPERTY, "");
    if (folder.isEmpty()) {
      throw new IOException(
          "Nothing says where the fonts of labels are. Check that this was started by bin/shelfkeeper.");
    }
    return Path.of(folder);
  }

  /**
   * A font that has this character; the first one of all if none has it.
   *
   * @param size in pixels
   */
  Font font(int character, boolean heavy, int size) {
    Path file = having(character, heavy);
    Path found = file == null ? regular.getFirst() : file;
    return sized.computeIfAbsent(
        // By its path: a font of the shop's own may be called as one of ours.
        found + " " + size, name -> open(found).deriveFont((float) size));
  }

  /**
   * Opens the shop's own fonts, and says of each that cannot be used what is wrong. Such a font is
   * as if it were not there.
   */
  public List<String> problems() {
    own.forEach(this::isUsable);
    return List.copyOf(problems);
  }

  private boolean isUsable(Path file) {
    if (!own.contains(file)) {
      return true;
    }
    if (broken.contains(file)) {
      return false;
    }
    try {
      open(file);
      return true;
    } catch (IllegalStateException e) {
      broken.add(file);
      problems.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** The characters of a text that no font has; empty if it can be drawn. */
  public String missing(String text) {
    Set<Integer> missing = new LinkedHashSet<>();
    text.codePoints()
        .filter(c -> having(c, false) == null || having(c, true) == null)
        .forEach(missing::add);
    StringBuilder all = new StringBuilder();
    missing.forEach(all::appendCodePoint);
    return all.toString();
  }

  private @Nullable Path having(int character, boolean heavy) {
    List<Path> files = heavy ? bold : regular;
    if (unseen(character)) {
      return files.getFirst();
    }
    for (Path file : files) {
      if (isUsable(file) && open(file).canDisplay(character)) {
        return file;
      }
    }
    return null;
  }

  /** Marks that steer the direction of a line, and joiners: they need no picture. */
  static boolean unseen(int character) {
    return Character.getType(character) == Character.FORMAT || character == '\n';
  }

  private Font open(Path file) {
    return open.computeIfAbsent(file, Fonts::read);
  }

  private static Font read(Path path) {
    File file = path.toFile();
    try {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (FontFormatException | IOException e) {
      throw new IllegalStateException(
          "The font %s cannot be used: %s. Check the file, or take it out of its folder."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
