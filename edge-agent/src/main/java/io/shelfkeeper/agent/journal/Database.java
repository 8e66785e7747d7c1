package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens the SQLite file the way this journal needs it. Holds nothing itself. */
final class Database {
  /** Above this size a full look at start would cost seconds; damage then shows when it is met. */
  private static final long CHECKED_BYTES_MAX = 8L << 20;

  private Database() {}

  /**
   * Gives the native library a folder of its own. It is unpacked at every start, and a killed
   * process leaves its copy behind: here the next start removes it.
   */
  static void prepareLibrary(Path directory) {
    Path folder = directory.resolve("native");
    Folders.make(folder);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "cannot clean " + folder + " (" + e.getMessage() + "); check its owner and rights",
          e);
    }
    System.setProperty("org.sqlite.tmpdir", folder.toString());
  }

  static Connection open(Path file, IntConsumer beforeMigration) throws SQLException {
    boolean checked = Files.exists(file) && file.toFile().length() <= CHECKED_BYTES_MAX;
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    try (Statement statement = connection.createStatement()) {
      // Before the first table: a page of one sector group keeps a one-row commit small.
      statement.execute("PRAGMA page_size = 4096");
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA cache_size = -2000");
      statement.execute("PRAGMA trusted_schema = OFF");
      if (checked) {
        check(statement);
      }
      Migrations.run(connection, beforeMigration);
      return connection;
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private static void check(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String answer = row.next() ? row.getString(1) : "no answer";
      if (!"ok".equals(answer)) {
        throw new SQLiteException(answer, SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  /** Whether the file itself is broken, as opposed to the disk or its rights. */
  static boolean isDamage(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return false;
    }
    int primary = sqlite.getResultCode().code & 0xFF;
    // ERROR: the schema lacks a table that its version promises.
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_ERROR.code;
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything that was acknowledged is in the log already; a close adds nothing to it.
    }
  }
}
