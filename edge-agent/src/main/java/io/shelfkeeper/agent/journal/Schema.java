package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables, as steps from one version of the schema to the next. A step that was released is
 * never changed; what comes later is a new step. All tables are strict, because then a check of the
 * file also finds values of a kind that was never written.
 */
final class Schema {
  /** Says in the file's header that it is ours: "ShKp". */
  static final int APPLICATION = 0x53684b70;

  /**
   * Orders that were used, and the audit log. A release that does not know them reads past them.
   */
  private static final List<String> ORDERS_AND_AUDIT =
      List.of(
          """
          CREATE TABLE burned_order (
            number INTEGER PRIMARY KEY,
            order_id TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL,
            wall_millis INTEGER NOT NULL,
            clock INTEGER NOT NULL,
            monotonic_nanos INTEGER NOT NULL,
            keep_until_millis INTEGER NOT NULL,
            outcome BLOB) STRICT\
          """,
          """
          CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            boot INTEGER NOT NULL,
            wall_millis INTEGER NOT NULL,
            clock INTEGER NOT NULL,
            monotonic_nanos INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            hash TEXT NOT NULL) STRICT\
          """,
          """
          CREATE TABLE audit_checkpoint (
            number INTEGER PRIMARY KEY,
            hash TEXT NOT NULL,
            key TEXT NOT NULL,
            signature TEXT NOT NULL,
            place INTEGER NOT NULL) STRICT\
          """);

  /** Step n lifts version n to n + 1; version 0 is an empty file. */
  static final List<Step> STEPS = List.of(new Step(1, first()), new Step(1, ORDERS_AND_AUDIT));

  private Schema() {}

  /**
   * @param oldestReader the oldest release's schema that may read and write the result: a release
   *     that was rolled back must still find its way (first expand, contract a release later)
   */
  record Step(int oldestReader, List<String> statements) {
    Step {
      statements = List.copyOf(statements);
    }
  }

  private static List<String> first() {
    List<String> all = new ArrayList<>();
    // One row: which start this is, whether the last one ended properly, what the tables are.
    all.add(
        """
        CREATE TABLE journal (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          boot INTEGER NOT NULL,
          in_use INTEGER NOT NULL,
          oldest_reader INTEGER NOT NULL,
          schema_sum INTEGER NOT NULL) STRICT
        """);
    all.add("INSERT INTO journal VALUES (1, 0, 0, 1, 0)");
    // The newest is the one that counts.
    all.add(
        """
        CREATE TABLE incarnation (
          number INTEGER PRIMARY KEY,
          incarnation TEXT NOT NULL,
          wall_millis INTEGER NOT NULL,
          clock INTEGER NOT NULL) STRICT
        """);
    // place = base + seq. A new incarnation renumbers a lane by its base, whatever its length.
    all.add(
        """
        CREATE TABLE lane (
          lane TEXT PRIMARY KEY,
          base INTEGER NOT NULL,
          acknowledged_seq INTEGER NOT NULL,
          acknowledged_id TEXT NOT NULL,
          newest_wall_millis INTEGER NOT NULL) STRICT, WITHOUT ROWID
        """);
    for (Lane lane : Lane.values()) {
      all.addAll(outbox(lane.word()));
    }
    all.add(
        "CREATE VIEW outbox AS "
            + String.join(
                " UNION ALL ",
                List.of(Lane.values()).stream().map(lane -> waiting(lane.word())).toList()));
    // Copies of rows that the backend will never take: evidence for people, the newest thousand.
    all.add(
        """
        CREATE TABLE parked (
          number INTEGER PRIMARY KEY,
          incarnation TEXT NOT NULL,
          lane TEXT NOT NULL,
          seq INTEGER NOT NULL,
          id TEXT NOT NULL UNIQUE,
          wall_millis INTEGER NOT NULL,
          type TEXT NOT NULL,
          subject TEXT NOT NULL,
          data BLOB NOT NULL,
          why TEXT NOT NULL) STRICT
        """);
    all.add("CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID");
    all.add(
        """
        CREATE TABLE inbound (
          number INTEGER PRIMARY KEY,
          channel TEXT NOT NULL,
          wall_millis INTEGER NOT NULL,
          clock INTEGER NOT NULL,
          payload BLOB NOT NULL) STRICT
        """);
    return all;
  }

  /** One table per lane, so that every append goes to the end of its tree: one page is written. */
  private static List<String> outbox(String lane) {
    return List.of(
        "INSERT INTO lane VALUES ('%s', 0, 0, '', 0)".formatted(lane),
        """
        CREATE TABLE outbox_%s (
          place INTEGER PRIMARY KEY,
          id TEXT NOT NULL,
          boot INTEGER NOT NULL,
          wall_millis INTEGER NOT NULL,
          clock INTEGER NOT NULL,
          monotonic_nanos INTEGER NOT NULL,
          type TEXT NOT NULL,
          subject TEXT NOT NULL,
          data BLOB NOT NULL) STRICT
        """
            .formatted(lane));
  }

  private static String waiting(String lane) {
    return """
    SELECT '%1$s' AS lane, place - (SELECT base FROM lane WHERE lane = '%1$s') AS seq,
      id, boot, wall_millis, clock, monotonic_nanos, type, subject, CAST(data AS TEXT) AS data
    FROM outbox_%1$s
    """
        .formatted(lane);
  }
}
