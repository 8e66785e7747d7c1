package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Brings a journal to the schema of this release: all missing steps in one transaction, so that
 * whoever dies on the way leaves the old journal. Never touches one that is newer.
 */
final class Migrations {
  private static final long COPIED_BYTES = 64L << 20;

  private final List<Schema.Step> steps;

  /** Told each statement before it runs; the tests cut the power here. */
  private final Consumer<String> before;

  Migrations(List<Schema.Step> steps, Consumer<String> before) {
    this.steps = List.copyOf(steps);
    this.before = before;
  }

  /** The schema of this release. */
  int version() {
    return steps.size();
  }

  /** Fills an empty file. */
  void create(Sql sql) throws SQLException {
    sql.begin();
    lift(sql, 0);
    sql.once("PRAGMA application_id = " + Schema.APPLICATION);
    before.accept("COMMIT");
    sql.commit();
  }

  /**
   * @throws JournalFailure of kind {@code NEWER_SCHEMA} if only a newer release may write it
   */
  void refuseNewer(Sql sql, Path folder) throws SQLException {
    long found = sql.number("PRAGMA user_version");
    if (found > version() && sql.number("SELECT oldest_reader FROM journal") > version()) {
      throw new JournalFailure(
          JournalFailure.Kind.NEWER_SCHEMA,
          "The journal in %s has schema %d; this release knows %d. Install the newer release again, or give this one another --data."
              .formatted(folder, found, version()),
          null);
    }
  }

  /**
   * Brings an existing journal up to date.
   *
   * @param copy where to keep what it was, unless that is a long backlog: a device must not fill
   *     its disk by being updated
   */
  void upgrade(Sql sql, Path copy) throws SQLException, IOException {
    int found = (int) sql.number("PRAGMA user_version");
    if (found >= version()) {
      return;
    }
    Files.deleteIfExists(copy);
    if (sql.number("PRAGMA page_count") * sql.number("PRAGMA page_size") <= COPIED_BYTES) {
      sql.run("VACUUM INTO ?", copy.toString());
    }
    sql.begin();
    lift(sql, found);
    before.accept("COMMIT");
    sql.commit();
  }

  /** Whether the tables are as they were left: nothing else looks at their names. */
  static boolean intact(Sql sql) throws SQLException {
    return sql.number("SELECT schema_sum FROM journal") == sum(sql);
  }

  private static long sum(Sql sql) throws SQLException {
    CRC32 sum = new CRC32();
    for (String table :
        sql.list("SELECT sql FROM sqlite_schema ORDER BY name", row -> row.getString(1))) {
      sum.update(String.valueOf(table).getBytes(StandardCharsets.UTF_8));
    }
    return sum.getValue();
  }

  private void lift(Sql sql, int from) throws SQLException {
    for (Schema.Step step : steps.subList(from, steps.size())) {
      for (String statement : step.statements()) {
        before.accept(statement);
        sql.once(statement);
      }
      sql.run("UPDATE journal SET oldest_reader = ?", step.oldestReader());
    }
    sql.run("UPDATE journal SET schema_sum = ?", sum(sql));
    before.accept("user_version");
    sql.once("PRAGMA user_version = " + version());
  }
}
