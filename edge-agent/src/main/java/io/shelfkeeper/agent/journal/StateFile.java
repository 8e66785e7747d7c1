package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The states of the core in a journal whose agent is stopped. Never writes. */
public final class StateFile {
  private StateFile() {}

  /**
   * All states by their keys.
   *
   * @throws NoSuchFileException if there is no journal
   * @throws IOException if it cannot be read, with what to check
   */
  public static Map<String, byte[]> read(Path data) throws IOException {
    JournalFiles files = new JournalFiles(data);
    if (!Files.exists(files.database())) {
      throw new NoSuchFileException(files.database().toString());
    }
    NativeLibrary.prepare(data.resolve("native"));
    Map<String, byte[]> states = new HashMap<>();
    try (Sql sql = Sql.openToRead(files.database())) {
      sql.list(
          "SELECT key, value FROM state", row -> states.put(row.getString(1), row.getBytes(2)));
    } catch (SQLException e) {
      throw new IOException(
          "The journal in %s cannot be read (%s). Check who may read the folder, and that its agent is stopped."
              .formatted(data, e.getMessage()),
          e);
    }
    return states;
  }
}
