package io.shelfkeeper.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a site file and checks it. Never throws on what the file says, and never guesses. */
public final class SiteFiles {
  /** A shop with a thousand bays has some 300 kB, and 20,000 price tags have 2 MB. */
  private static final int BYTES_MAX = 4 * 1024 * 1024;

  private SiteFiles() {}

  /** What became of a site file. */
  public sealed interface Verdict {}

  /** It can be used as it is. */
  public record Accepted(SiteFile site) implements Verdict {}

  /**
   * @param problems at least one, in the order of the file
   */
  public record Refused(List<Problem> problems) implements Verdict {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Reads and checks a file; files that it names are looked for from its own folder. */
  public static Verdict read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES_MAX + 1);
    } catch (NoSuchFileException e) {
      return refused("there is no such file", "the path of the site file behind --config");
    } catch (IOException e) {
      return refused(
          "the file cannot be read: " + Words.line(String.valueOf(e.getMessage())),
          "a file that this user may read");
    }
    if (bytes.length > BYTES_MAX) {
      return refused("the file is larger than 4 MiB", "a site file, not a picture or a log");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Path folder = file.toAbsolutePath().getParent();
      return check(text, folder == null ? file.toAbsolutePath() : folder);
    } catch (CharacterCodingException e) {
      return refused("the file is not UTF-8 text", "save it as UTF-8 in the editor");
    }
  }

  /**
   * Checks a text.
   *
   * @param folder where relative paths in it start
   */
  public static Verdict check(String text, Path folder) {
    Problems problems = new Problems();
    Yaml root = YamlText.read(text, problems);
    SiteFile site = root == null ? null : new SiteReader(problems, folder).read(root);
    return site == null ? new Refused(problems.list()) : new Accepted(site);
  }

  private static Verdict refused(String what, String instead) {
    return new Refused(List.of(new Problem(0, 0, what, instead)));
  }
}
