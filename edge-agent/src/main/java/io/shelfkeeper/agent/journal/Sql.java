package io.shelfkeeper.agent.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * One connection with its prepared statements. Transactions are opened and ended by {@link #begin},
 * {@link #commit} and {@link #rollback}, never by a mode of the driver: SQLite rolls back by itself
 * on some errors, and the driver would not notice.
 */
final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Sql(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file, which is made if it is not there; reads nothing of it yet. */
  static Sql open(Path file) throws SQLException {
    Properties settings = new Properties();
    // Otherwise the driver asks after each row for a key that we know: a third of an append.
    settings.setProperty("jdbc.get_generated_keys", "false");
    // Not through the driver manager: it searches the class path for drivers, 30 ms of CPU.
    return new Sql(new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), settings));
  }

  /**
   * Opens a file that another process may be writing, without a lock and without a word to it: see
   * {@link AuditFile} for what that costs.
   */
  static Sql openToRead(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    String name = file.toAbsolutePath().toUri() + "?vfs=unix-none&mode=ro";
    Sql sql = new Sql(new JDBC4Connection("jdbc:sqlite:" + name, name, config.toProperties()));
    // With the index of the log in our own memory: there is no shared one.
    sql.once("PRAGMA locking_mode = EXCLUSIVE");
    return sql;
  }

  /** Runs one statement that is not kept. */
  void once(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a kept statement. Returns how many rows it changed. */
  int run(String sql, @Nullable Object... values) throws SQLException {
    return kept(sql, values, PreparedStatement::executeUpdate);
  }

  /** All rows that a kept query finds. */
  <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
    return kept(
        sql,
        values,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(reader.read(rows));
            }
            return found;
          }
        });
  }

  /** The first row that a kept query finds, or null. */
  <T> @Nullable T first(String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    List<T> found = list(sql, reader, values);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The whole number that a kept query answers, 0 if it answers none. */
  long number(String sql, @Nullable Object... values) throws SQLException {
    Long number = first(sql, row -> row.getLong(1), values);
    return number == null ? 0 : number;
  }

  void begin() throws SQLException {
    run("BEGIN IMMEDIATE");
  }

  void commit() throws SQLException {
    run("COMMIT");
  }

  /** Undoes the open transaction; not an error if SQLite has done so by itself. */
  void rollback() throws SQLException {
    try {
      run("ROLLBACK");
    } catch (SQLiteException e) {
      if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
    connection.close();
  }

  private <T> T kept(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
    PreparedStatement statement = prepared.remove(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    T result = use.of(statement);
    // Only now: the driver finalizes a statement that fails, and a dead one must not be kept.
    prepared.put(sql, statement);
    return result;
  }

  /** Makes a value of the current row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
