package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class MigrationsTest {
  @TempDir Path folder;

  /** Dies before a statement, like a power cut there. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int statements() {
    int[] last = {0};
    try (SqliteJournal journal =
        new SqliteJournal(folder.resolve("whole"), new PlainPayloads(), n -> last[0] = n)) {
      journal.open();
    }
    return last[0];
  }

  private static int tables(Path file) throws SQLException {
    try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return row.getInt(1);
    }
  }

  @Test
  void aMigrationCutAtAnyStatementLeavesTheOldShape() throws SQLException {
    int statements = statements();
    assertTrue(statements > 5);
    for (int cut = 0; cut <= statements; cut++) {
      int at = cut;
      Path data = folder.resolve("cut" + cut);
      try (SqliteJournal journal =
          new SqliteJournal(
              data,
              new PlainPayloads(),
              n -> {
                if (n == at) {
                  throw new Cut();
                }
              })) {
        assertThrows(Cut.class, journal::open);
      }
      assertEquals(0, tables(data.resolve(SqliteJournal.FILE)), "cut before statement " + cut);
      try (SqliteJournal again = new SqliteJournal(data, new PlainPayloads())) {
        assertEquals(1, again.open().boot());
      }
    }
  }
}
