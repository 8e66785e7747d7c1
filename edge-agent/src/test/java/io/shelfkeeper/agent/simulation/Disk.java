package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What survives a power cut: the committed content of one data directory. Can be copied like one.
 */
final class Disk {
  static final int PLENTY = Integer.MAX_VALUE;

  /** Empty before the first one. */
  String incarnation = "";

  /** Commits that the reserve of a full disk still takes. */
  int roomLeft = PLENTY;

  /** Rows of all lanes that may wait before telemetry is shed. */
  int rowsMax = PLENTY;

  long boot;
  long newestWallMillis;
  final Map<Lane, LaneRows> lanes = new EnumMap<>(Lane.class);
  final Map<String, byte[]> states = new HashMap<>();

  /** In a file of their own: they outlive the rest. */
  final Map<String, Long> floors = new HashMap<>();

  final List<byte[]> messages = new ArrayList<>();

  /** By the count of orders ever burned. */
  final TreeMap<Long, BurnedOrder> burned = new TreeMap<>();

  final List<AuditEntry> audit = new ArrayList<>();

  /** Points of the audit log by the id of their row. */
  final Map<String, AuditPoint> checkpoints = new LinkedHashMap<>();

  /** Of the log that was lost with the journal before. */
  private AuditPoint lostAudit = AuditPoint.NONE;

  /** Journals that were set aside, by their folder, which is not of the database. */
  final Map<String, DamagedDisk> damaged = new LinkedHashMap<>();

  /** Those of them that nobody has finished, oldest first. */
  final List<String> unsalvaged = new ArrayList<>();

  /** Said by the start that sets a journal aside. */
  @Nullable String quarantined;

  static final class LaneRows {
    Mark last = Mark.NONE;
    Mark acknowledged = Mark.NONE;
    TreeMap<Long, OutboxRow> waiting = new TreeMap<>();
    final List<OutboxRow> parked = new ArrayList<>();
  }

  Disk() {
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new LaneRows());
    }
  }

  LaneRows lane(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  int rows() {
    return lanes.values().stream().mapToInt(rows -> rows.waiting.size()).sum();
  }

  LaneEnds ends(Lane lane) {
    return new LaneEnds(lane(lane).last, lane(lane).acknowledged);
  }

  AuditHead audit() {
    AuditPoint last =
        audit.isEmpty()
            ? AuditPoint.NONE
            : new AuditPoint(audit.getLast().number(), audit.getLast().hash());
    AuditPoint checkpoint = AuditPoint.NONE;
    AuditPoint acknowledged = audit.isEmpty() ? lostAudit : AuditPoint.NONE;
    for (Map.Entry<String, AuditPoint> made : checkpoints.entrySet()) {
      checkpoint = made.getValue();
      if (lane(Lane.FACT).waiting.values().stream().noneMatch(r -> r.id().equals(made.getKey()))) {
        acknowledged = checkpoint;
      }
    }
    return new AuditHead(last, checkpoint, acknowledged);
  }

  /**
   * What the next start finds when it has set this one aside.
   *
   * @param folder where that is, with all that it can still be asked
   */
  Disk setAside(String folder, DamagedDisk damage) {
    Disk next = new Disk();
    next.roomLeft = roomLeft;
    next.rowsMax = rowsMax;
    next.floors.putAll(floors);
    next.lostAudit = audit().acknowledged();
    next.damaged.putAll(damaged);
    next.damaged.put(folder, damage);
    next.unsalvaged.addAll(unsalvaged);
    next.unsalvaged.add(folder);
    next.quarantined = folder;
    return next;
  }

  Disk copy() {
    Disk copy = new Disk();
    copy.incarnation = incarnation;
    copy.boot = boot;
    copy.newestWallMillis = newestWallMillis;
    lanes.forEach(
        (lane, rows) -> {
          LaneRows to = copy.lane(lane);
          to.last = rows.last;
          to.acknowledged = rows.acknowledged;
          to.waiting = new TreeMap<>(rows.waiting);
          to.parked.addAll(rows.parked);
        });
    copy.states.putAll(states);
    copy.floors.putAll(floors);
    copy.messages.addAll(messages);
    copy.burned.putAll(burned);
    copy.audit.addAll(audit);
    copy.checkpoints.putAll(checkpoints);
    copy.lostAudit = lostAudit;
    copy.damaged.putAll(damaged);
    copy.unsalvaged.addAll(unsalvaged);
    return copy;
  }
}
