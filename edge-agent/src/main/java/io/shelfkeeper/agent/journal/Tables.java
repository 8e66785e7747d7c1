package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effect.Durable;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.ports.Payloads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in an open journal, and how each effect changes it. Never opens or ends a transaction;
 * what is kept in memory beside the tables goes back with {@link #undo}.
 */
final class Tables {
  private final Sql sql;
  private final Map<Lane, LaneTable> lanes = new EnumMap<>(Lane.class);
  private final Map<String, byte[]> states = new HashMap<>();
  private final Payloads payloads;
  private final InboundTable inbound;
  private final BurnTable burned;
  private final AuditTable audit;
  private final Shedder shedder;
  private final Missing missing;

  // What a start is told once.
  private List<BurnedOrder> usedOrders = List.of();
  private AuditHead auditHead = AuditHead.EMPTY;

  /** Empty before the first one. */
  private String incarnation = "";

  private String incarnationBefore = "";

  Tables(Sql sql, Payloads payloads, long auditKept) {
    this.sql = sql;
    this.payloads = payloads;
    inbound = new InboundTable(sql);
    burned = new BurnTable(sql);
    audit = new AuditTable(sql, auditKept);
    String saysDropped = saysDropped();
    missing = new Missing(sql);
    shedder = new Shedder(sql, payloads, missing, saysDropped);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new LaneTable(sql, lane, saysDropped));
    }
  }

  /** Type of a row that stands for dropped ones. */
  String saysDropped() {
    return payloads.write(new Fact.Dropped(1)).type();
  }

  Shedder shedder() {
    return shedder;
  }

  /**
   * Reads all that a start needs.
   *
   * @return what does not fit together, or null
   */
  @Nullable String load() throws SQLException {
    for (Map.Entry<Lane, LaneTable> lane : lanes.entrySet()) {
      if (!lane.getValue().load()) {
        return "rows are missing in lane " + lane.getKey().word();
      }
    }
    String newest =
        sql.first(
            "SELECT incarnation FROM incarnation ORDER BY number DESC LIMIT 1",
            row -> row.getString(1));
    incarnation = newest == null ? "" : newest;
    sql.list("SELECT key, value FROM state", row -> states.put(row.getString(1), row.getBytes(2)));
    missing.load(states);
    usedOrders = burned.all();
    auditHead = audit.head();
    return null;
  }

  void write(Durable effect) throws SQLException {
    switch (effect) {
      case Effect.Append row -> {
        current();
        LaneTable lane = lane(row.lane());
        lane.append(row, payloads.write(row.fact()));
        if (row.fact() instanceof Fact.AuditCheckpoint checkpoint) {
          audit.checkpoint(checkpoint, lane.lastPlace());
        }
      }
      case Effect.SaveState state ->
          sql.run("INSERT OR REPLACE INTO state VALUES (?, ?)", state.key(), state.value());
      case Effect.DropState state -> sql.run("DELETE FROM state WHERE key = ?", state.key());
      case Effect.Release release -> missing.add(-lane(release.lane()).release(release.upTo()));
      case Effect.Park park -> lane(park.lane()).park(current(), park.seq(), park.why());
      case Effect.StartIncarnation start -> startIncarnation(start);
      case Effect.StoreMessage message -> inbound.store(message);
      case Effect.BurnOrder burn -> burned.burn(burn);
      case Effect.StoreOutcome outcome -> burned.store(outcome);
      case Effect.AppendAudit append -> audit.append(append.entry());
      case Effect.RaiseFloor floor -> {} // lies in a file of its own, see Floors
    }
  }

  private void startIncarnation(Effect.StartIncarnation start) throws SQLException {
    for (LaneTable lane : lanes.values()) {
      lane.renumber();
    }
    sql.run(
        "INSERT INTO incarnation VALUES (NULL, ?, ?, ?)",
        start.incarnation(),
        start.at().wallMillis(),
        Clocks.written(start.at().clock()));
    incarnation = start.incarnation();
  }

  List<OutboxRow> rows(Lane lane, long fromSeq, int limit) throws SQLException {
    return lane(lane).rows(incarnation, fromSeq, limit);
  }

  /**
   * What receipts allow to be let go. Decides by incarnation, number and id together: the file may
   * be of another journal than the one it lies beside.
   */
  List<Durable> proved(Map<Lane, ReceiptFile.Receipt> receipts) throws SQLException {
    List<Durable> releases = new ArrayList<>();
    for (Map.Entry<Lane, ReceiptFile.Receipt> entry : receipts.entrySet()) {
      Lane lane = entry.getKey();
      Mark mark = entry.getValue().mark();
      List<OutboxRow> there =
          mark.seq() > lane(lane).ends().acknowledged().seq()
                  && entry.getValue().incarnation().equals(incarnation)
              ? rows(lane, mark.seq(), 1)
              : List.of();
      if (!there.isEmpty()
          && there.getFirst().seq() == mark.seq()
          && there.getFirst().id().equals(mark.id())) {
        releases.add(new Effect.Release(lane, mark));
      }
    }
    return releases;
  }

  /**
   * What {@link #load} read.
   *
   * @param lost the last point of a damaged journal's audit log that the backend has
   * @param floors see {@link Floors}
   * @param unsalvaged see {@link Quarantine}
   */
  Recovered recovered(
      long boot,
      @Nullable String quarantined,
      AuditPoint lost,
      Map<String, Long> floors,
      List<String> unsalvaged) {
    Map<Lane, LaneEnds> ends = new EnumMap<>(Lane.class);
    long newestWallMillis = 0;
    for (Map.Entry<Lane, LaneTable> lane : lanes.entrySet()) {
      ends.put(lane.getKey(), lane.getValue().ends());
      newestWallMillis = Math.max(newestWallMillis, lane.getValue().newestWallMillis());
    }
    String known = incarnation.isEmpty() ? null : incarnation;
    AuditHead head =
        auditHead.last().equals(AuditPoint.NONE)
            ? new AuditHead(AuditPoint.NONE, AuditPoint.NONE, lost)
            : auditHead;
    Recovered found =
        new Recovered(
            known,
            boot,
            ends,
            states,
            newestWallMillis,
            quarantined,
            usedOrders,
            head,
            floors,
            unsalvaged);
    states.clear();
    usedOrders = List.of();
    return found;
  }

  /** Numbers that wait, whether their rows are still there or not. */
  long waiting() {
    long all = 0;
    for (LaneTable lane : lanes.values()) {
      all += lane.ends().last().seq() - lane.ends().acknowledged().seq();
    }
    return all;
  }

  /** How many of these have no row any more. */
  long missing() {
    return missing.count();
  }

  /** From here on everything may be undone. */
  void mark() {
    incarnationBefore = incarnation;
    lanes.values().forEach(LaneTable::mark);
    missing.mark();
  }

  void undo() {
    incarnation = incarnationBefore;
    lanes.values().forEach(LaneTable::undo);
    missing.undo();
  }

  private String current() {
    Invariant.check(!incarnation.isEmpty(), "a row before the first incarnation");
    return incarnation;
  }

  private LaneTable lane(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }
}
