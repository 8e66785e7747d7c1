package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/**
 * Closes a journal that did not end its use, and leaves its log where it is. SQLite would fold the
 * log into the database and delete it; a journal that says that it is in use and has no log is one
 * that lost rows, and the next start would set it aside.
 *
 * <p>So the log gets a second name before, and its own again afterwards. Whoever reads it once more
 * finds the same pages: nothing is applied twice. Never ends the use itself: where a disk fails,
 * even that may not come through.
 */
final class KeptLog {
  private KeptLog() {}

  /**
   * Closes the connection.
   *
   * @throws SQLException if it cannot be closed; the log is there all the same
   * @throws IOException if the log could get no second name, and then nothing is closed, or not its
   *     own again, and then {@link #restore} does it
   */
  static void close(Sql sql, JournalFiles files) throws SQLException, IOException {
    Files.deleteIfExists(files.keptLog());
    if (files.hasLog()) {
      Files.createLink(files.keptLog(), files.log());
    }
    try (sql) {
      // Whatever happens to the log now, it has two names.
    } finally {
      restore(files);
    }
  }

  /**
   * Gives a log its own name again, if somebody was interrupted who was about to.
   *
   * @throws IOException if it cannot get it; nothing is lost
   */
  static void restore(JournalFiles files) throws IOException {
    if (!Files.exists(files.keptLog())) {
      return;
    }
    if (!files.hasLog()) {
      Files.move(files.keptLog(), files.log(), StandardCopyOption.ATOMIC_MOVE);
    }
    // Two names of one file are left as they are by a move.
    Files.deleteIfExists(files.keptLog());
  }
}
