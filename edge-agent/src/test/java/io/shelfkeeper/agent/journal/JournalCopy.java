package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** What a killed process leaves: what its files hold at that moment. */
final class JournalCopy {
  private JournalCopy() {}

  static void of(Path from, Path to) {
    try {
      Files.createDirectories(to);
      List<Path> files = new ArrayList<>(new JournalFiles(from).all());
      files.add(from.resolve("floors"));
      for (Path file : files) {
        if (Files.exists(file)) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
