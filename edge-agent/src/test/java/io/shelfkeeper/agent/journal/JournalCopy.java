package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a killed process leaves: what its files hold at that moment. */
final class JournalCopy {
  private JournalCopy() {}

  static void of(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (Path file : new JournalFiles(from).all()) {
        if (Files.exists(file)) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
