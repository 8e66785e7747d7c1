package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.ports.Payloads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an open journal with their statements, and the lane ends as committed. Decides
 * nothing: each durable effect is one or two statements.
 */
final class Tables implements AutoCloseable {
  private final Statements sql;
  private final Outbox outbox;
  private final Payloads payloads;

  private final Map<Lane, LaneEnds> ends = new EnumMap<>(Lane.class);
  private final Map<Lane, LaneEnds> endsWritten = new EnumMap<>(Lane.class);
  private String incarnation = "";
  private String incarnationWritten = "";
  private long boot;

  Tables(Connection connection, Payloads payloads) {
    this.sql = new Statements(connection);
    this.outbox = new Outbox(sql);
    this.payloads = payloads;
  }

  /** Counts this start, durably, and tells what was found. */
  Recovered start(@Nullable String quarantined) throws SQLException {
    long newestWall = 0;
    try (ResultSet row =
        sql.query("SELECT incarnation, boot, newest_wall FROM journal WHERE one = 1")) {
      if (row.next()) {
        String found = row.getString(1);
        incarnation = found == null ? "" : found;
        boot = row.getLong(2) + 1;
        newestWall = row.getLong(3);
      }
    }
    try (ResultSet row = sql.query("SELECT * FROM lane")) {
      while (row.next()) {
        Mark last = new Mark(row.getLong(2), row.getString(3));
        Mark acknowledged = new Mark(row.getLong(4), row.getString(5));
        ends.put(Lane.values()[row.getInt(1)], new LaneEnds(last, acknowledged));
      }
    }
    Map<String, byte[]> states = new HashMap<>();
    try (ResultSet row = sql.query("SELECT key, value FROM state")) {
      while (row.next()) {
        states.put(row.getString(1), row.getBytes(2));
      }
    }
    endsWritten.putAll(ends);
    incarnationWritten = incarnation;
    begin();
    sql.run("UPDATE journal SET boot = ?", boot);
    finish();
    return new Recovered(
        incarnation.isEmpty() ? null : incarnation, boot, ends, states, newestWall, quarantined);
  }

  void begin() throws SQLException {
    sql.run("BEGIN IMMEDIATE");
  }

  void write(Effect.Durable effect) throws SQLException {
    switch (effect) {
      case Effect.Append append -> append(append);
      case Effect.SaveState state ->
          sql.run(
              "INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = ?2",
              state.key(),
              state.value());
      case Effect.Release release -> release(release);
      case Effect.Park park -> outbox.park(incarnation, park.lane(), park.seq(), park.why());
      case Effect.StartIncarnation start -> startIncarnation(start);
      case Effect.StoreMessage message ->
          sql.run(
              "INSERT INTO message (channel, boot, wall, payload) VALUES (?, ?, ?, ?)",
              message.channel().path(),
              boot,
              message.at().wallMillis(),
              message.payload());
    }
  }

  private void append(Effect.Append append) throws SQLException {
    LaneEnds lane = ends(append.lane());
    if (append.seq() != lane.last().seq() + 1) {
      throw new IllegalStateException(
          "row " + append.seq() + " of lane " + append.lane() + " follows " + lane.last().seq());
    }
    outbox.append(append, payloads.write(append.fact()));
    ends.put(
        append.lane(), new LaneEnds(new Mark(append.seq(), append.id()), lane.acknowledged()));
    sql.run(
        "UPDATE journal SET newest_wall = ?1 WHERE newest_wall < ?1", append.at().wallMillis());
  }

  private void release(Effect.Release release) throws SQLException {
    LaneEnds lane = ends(release.lane());
    Mark upTo = release.upTo();
    if (upTo.seq() > lane.last().seq()) {
      throw new IllegalStateException(
          "lane " + release.lane() + " ends at " + lane.last().seq() + ", not " + upTo.seq());
    }
    if (upTo.seq() > lane.acknowledged().seq()) {
      outbox.release(release.lane(), upTo.seq());
      ends.put(release.lane(), new LaneEnds(lane.last(), upTo));
    }
  }

  private void startIncarnation(Effect.StartIncarnation start) throws SQLException {
    sql.run(
        "INSERT INTO incarnation VALUES (?, ?, ?, ?)",
        start.incarnation(),
        incarnation,
        boot,
        start.at().wallMillis());
    for (Lane lane : Lane.values()) {
      Mark last = outbox.renumber(lane, ends(lane).acknowledged().seq());
      ends.put(lane, new LaneEnds(last, Mark.NONE));
    }
    incarnation = start.incarnation();
    sql.run("UPDATE journal SET incarnation = ?", incarnation);
  }

  /** Writes the lane ends that changed and commits: from here on it would survive a power cut. */
  void finish() throws SQLException {
    for (Lane lane : Lane.values()) {
      LaneEnds now = ends(lane);
      if (!now.equals(endsWritten.getOrDefault(lane, LaneEnds.EMPTY))) {
        sql.run(
            "INSERT OR REPLACE INTO lane VALUES (?, ?, ?, ?, ?)",
            lane.ordinal(),
            now.last().seq(),
            now.last().id(),
            now.acknowledged().seq(),
            now.acknowledged().id());
      }
    }
    sql.run("COMMIT");
    endsWritten.putAll(ends);
    incarnationWritten = incarnation;
  }

  /** Whether the transaction is certainly undone. */
  boolean rollBack() {
    ends.clear();
    ends.putAll(endsWritten);
    incarnation = incarnationWritten;
    return sql.rollBack();
  }

  List<OutboxRow> rows(Lane lane, long fromSeq, int limit) throws SQLException {
    return outbox.rows(incarnation, lane, fromSeq, limit);
  }

  private LaneEnds ends(Lane lane) {
    return ends.getOrDefault(lane, LaneEnds.EMPTY);
  }

  @Override
  public void close() {
    sql.close();
  }

  /** Statements by their text, prepared once. */
  static final class Statements implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
      this.connection = connection;
    }

    private PreparedStatement bound(String text, Object... values) throws SQLException {
      PreparedStatement statement = prepared.get(text);
      if (statement == null) {
        statement = connection.prepareStatement(text);
        prepared.put(text, statement);
      }
      for (int i = 0; i < values.length; i++) {
        switch (values[i]) {
          case Long number -> statement.setLong(i + 1, number);
          case Integer number -> statement.setInt(i + 1, number);
          case byte[] bytes -> statement.setBytes(i + 1, bytes);
          case Object other -> statement.setString(i + 1, other.toString());
        }
      }
      return statement;
    }

    void run(String text, Object... values) throws SQLException {
      bound(text, values).execute();
    }

    ResultSet query(String text, Object... values) throws SQLException {
      return bound(text, values).executeQuery();
    }

    boolean rollBack() {
      try (Statement statement = connection.createStatement()) {
        statement.execute("ROLLBACK");
        return true;
      } catch (SQLException e) {
        // SQLite rolls back by itself on some errors and then knows no transaction: that is success.
        return e.getMessage() != null && e.getMessage().contains("no transaction is active");
      }
    }

    @Override
    public void close() {
      for (PreparedStatement statement : prepared.values()) {
        try {
          statement.close();
        } catch (SQLException e) {
          // The connection is closed next, and takes its statements with it.
        }
      }
      prepared.clear();
    }
  }
}
