package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Brings the tables to the shape that this agent knows, one numbered step after the other, all in
 * one transaction: a journal is of the old or of the new shape, never between. The number of steps
 * done is the database's {@code user_version}. A step that was released is never edited.
 */
final class Migrations {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE journal (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                incarnation TEXT,
                boot INTEGER NOT NULL,
                newest_wall INTEGER NOT NULL)
              """,
              "INSERT INTO journal VALUES (1, NULL, 0, 0)",
              """
              CREATE TABLE incarnation (
                incarnation TEXT PRIMARY KEY,
                previous TEXT,
                boot INTEGER NOT NULL,
                wall INTEGER NOT NULL)
              """,
              """
              CREATE TABLE lane (
                lane INTEGER PRIMARY KEY,
                last_seq INTEGER NOT NULL,
                last_id TEXT NOT NULL,
                acknowledged_seq INTEGER NOT NULL,
                acknowledged_id TEXT NOT NULL)
              """,
              """
              CREATE TABLE outbox (
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                boot INTEGER NOT NULL,
                wall INTEGER NOT NULL,
                clock INTEGER NOT NULL,
                monotonic INTEGER NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                data BLOB NOT NULL)
              """,
              """
              CREATE TABLE parked (
                lane INTEGER NOT NULL,
                seq INTEGER NOT NULL,
                incarnation TEXT NOT NULL,
                id TEXT NOT NULL,
                type TEXT NOT NULL,
                data BLOB NOT NULL,
                why TEXT NOT NULL)
              """,
              "CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
              """
              CREATE TABLE message (
                number INTEGER PRIMARY KEY,
                channel TEXT NOT NULL,
                boot INTEGER NOT NULL,
                wall INTEGER NOT NULL,
                payload BLOB NOT NULL)
              """));

  static final int VERSION = STEPS.size();

  private Migrations() {}

  /**
   * Runs the missing steps.
   *
   * @param beforeStatement told the number of each statement before it runs; tests die there
   * @throws JournalFailure if the journal was written by a newer agent
   */
  static void run(Connection connection, IntConsumer beforeStatement) throws SQLException {
    int version = version(connection);
    if (version > VERSION) {
      throw new JournalFailure(
          JournalFailure.Kind.NEWER_SCHEMA,
          "the journal has schema "
              + version
              + " and this agent knows "
              + VERSION
              + "; install the agent that wrote it, or one that is newer",
          null);
    }
    if (version == VERSION) {
      return;
    }
    int number = 0;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (List<String> step : STEPS.subList(version, VERSION)) {
        for (String sql : step) {
          beforeStatement.accept(number++);
          statement.execute(sql);
        }
      }
      beforeStatement.accept(number++);
      statement.execute("PRAGMA user_version = " + VERSION);
      beforeStatement.accept(number);
      statement.execute("COMMIT");
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
