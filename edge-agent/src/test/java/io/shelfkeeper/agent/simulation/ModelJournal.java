package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input.Shortage;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.sync.Shedding;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.Payloads;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The journal over a {@link Disk}: a commit is there completely or not at all. */
final class ModelJournal implements Journal {
  private static final int NEWS_ROWS = 20;
  private static final int SCARCE = 20;
  private static final int RANGES = 500;

  /** As many as {@code LaneFlow} asks for at once, and one to spare. */
  private static final int PAGE = 201;

  private final Disk disk;
  private final Payloads payloads;
  private final Fuse fuse;
  private final Consumer<Effect.Durable> watch;
  private long dropped;
  private long foundNothingAt = -NEWS_ROWS;

  /** Whether a row was handed to a broker at any time; null where nobody knows. */
  @Nullable Predicate<OutboxRow> wasSent;

  /** Sees a row that is dropped, and the one that will say so. */
  BiConsumer<OutboxRow, OutboxRow> shed = (row, says) -> {};

  /**
   * @param watch sees every effect before it changes the disk
   */
  ModelJournal(Disk disk, Payloads payloads, Fuse fuse, Consumer<Effect.Durable> watch) {
    this.disk = disk;
    this.payloads = payloads;
    this.fuse = fuse;
    this.watch = watch;
  }

  @Override
  public Recovered open() {
    disk.boot++;
    String quarantined = disk.quarantined;
    disk.quarantined = null;
    Map<Lane, LaneEnds> ends = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      ends.put(lane, disk.ends(lane));
    }
    return new Recovered(
        disk.incarnation.isEmpty() ? null : disk.incarnation,
        disk.boot,
        ends,
        new HashMap<>(disk.states),
        disk.newestWallMillis,
        quarantined,
        List.copyOf(disk.burned.values()),
        disk.audit(),
        new HashMap<>(disk.floors),
        disk.unsalvaged);
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    fuse.pass("before the commit");
    check(effects);
    if (disk.roomLeft == 0 && !madeRoom()) {
      throw new JournalFailure(JournalFailure.Kind.FULL, "the reserve is used up", null);
    }
    disk.roomLeft -= isShort() ? 1 : 0;
    for (Effect.Durable effect : effects) {
      watch.accept(effect);
      apply(effect);
    }
    raiseFloors(effects);
    fuse.pass("after the commit, before the first deed");
  }

  private void raiseFloors(List<Effect.Durable> effects) {
    for (Effect.Durable effect : effects) {
      if (effect instanceof Effect.RaiseFloor floor) {
        fuse.pass("after the commit, before a floor is raised");
        disk.floors.merge(floor.name(), floor.value(), Math::max);
      }
    }
  }

  /** All or nothing: nothing is touched before every number is known to follow. */
  private void check(List<Effect.Durable> effects) {
    Map<Lane, Long> last = new EnumMap<>(Lane.class);
    Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
    Set<String> open = new HashSet<>();
    Set<String> known = new HashSet<>();
    for (BurnedOrder burned : disk.burned.values()) {
      known.add(burned.order());
      if (burned.outcome() == null) {
        open.add(burned.order());
      }
    }
    long audit = disk.audit.size();
    for (Lane lane : Lane.values()) {
      last.put(lane, disk.lane(lane).last.seq());
      acknowledged.put(lane, disk.lane(lane).acknowledged.seq());
    }
    for (Effect.Durable effect : effects) {
      switch (effect) {
        case Effect.Append e ->
            Invariant.check(
                last.merge(e.lane(), 1L, Long::sum) == e.seq(),
                "row " + e.lane() + "/" + e.seq() + " does not follow");
        case Effect.Release e -> {
          Invariant.check(
              e.upTo().seq() <= last.getOrDefault(e.lane(), 0L),
              "lane " + e.lane() + " does not reach " + e.upTo().seq());
          acknowledged.merge(e.lane(), e.upTo().seq(), Math::max);
        }
        case Effect.StartIncarnation e -> {
          acknowledged.forEach((lane, gone) -> last.merge(lane, -gone, Long::sum));
          acknowledged.replaceAll((lane, gone) -> 0L);
        }
        case Effect.BurnOrder e -> {
          Invariant.check(known.add(e.order()), "order " + e.order() + " is burned twice");
          open.add(e.order());
        }
        case Effect.StoreOutcome e ->
            Invariant.check(open.remove(e.order()), "order " + e.order() + " is not open");
        case Effect.AppendAudit e ->
            Invariant.check(++audit == e.entry().number(), "audit entry does not follow");
        default -> {}
      }
    }
  }

  private void apply(Effect.Durable effect) {
    switch (effect) {
      case Effect.Append e -> append(e);
      case Effect.SaveState e -> disk.states.put(e.key(), e.value());
      case Effect.DropState e -> disk.states.remove(e.key());
      case Effect.Release e -> {
        Disk.LaneRows rows = disk.lane(e.lane());
        rows.waiting.headMap(e.upTo().seq(), true).clear();
        if (e.upTo().seq() > rows.acknowledged.seq()) {
          rows.acknowledged = e.upTo();
        }
      }
      case Effect.Park e -> {
        OutboxRow row = disk.lane(e.lane()).waiting.get(e.seq());
        if (row != null && !disk.lane(e.lane()).parked.contains(row)) {
          disk.lane(e.lane()).parked.add(row);
        }
      }
      case Effect.StartIncarnation e -> {
        disk.incarnation = e.incarnation();
        disk.lanes.values().forEach(rows -> renumber(rows, e.incarnation()));
      }
      case Effect.StoreMessage e -> disk.messages.add(e.payload());
      case Effect.BurnOrder e -> burn(e);
      case Effect.StoreOutcome e ->
          disk.burned.replaceAll((n, b) -> b.order().equals(e.order()) ? ended(b, e) : b);
      case Effect.AppendAudit e -> disk.audit.add(e.entry());
      case Effect.RaiseFloor e -> {} // not of the transaction
    }
  }

  private void burn(Effect.BurnOrder e) {
    long number = disk.burned.isEmpty() ? 1 : disk.burned.lastKey() + 1;
    disk.burned.put(
        number, new BurnedOrder(e.order(), e.digest(), e.at(), e.keepUntilMillis(), null));
    long wallMillis = e.at().clock() == ClockTrust.UNKNOWN ? 1 : e.at().wallMillis();
    disk.burned
        .headMap(number - BURNED_KEPT, true)
        .values()
        .removeIf(old -> old.outcome() != null && old.keepUntilMillis() < wallMillis);
  }

  private static BurnedOrder ended(BurnedOrder b, Effect.StoreOutcome e) {
    return new BurnedOrder(b.order(), b.digest(), b.at(), b.keepUntilMillis(), e.outcome());
  }

  private void append(Effect.Append e) {
    Payloads.Written written = payloads.write(e.fact());
    Disk.LaneRows rows = disk.lane(e.lane());
    OutboxRow row =
        new OutboxRow(
            disk.incarnation,
            e.lane(),
            e.seq(),
            e.id(),
            e.boot(),
            e.at(),
            written.type(),
            written.subject(),
            written.data());
    rows.waiting.put(e.seq(), row);
    rows.last = new Mark(e.seq(), e.id());
    if (e.fact() instanceof Fact.AuditCheckpoint point) {
      disk.checkpoints.put(e.id(), new AuditPoint(point.entries(), point.hash()));
    }
    if (e.at().clock() != ClockTrust.UNKNOWN) {
      disk.newestWallMillis = Math.max(disk.newestWallMillis, e.at().wallMillis());
    }
  }

  private static void renumber(Disk.LaneRows rows, String incarnation) {
    TreeMap<Long, OutboxRow> renumbered = new TreeMap<>();
    long gone = rows.acknowledged.seq();
    for (OutboxRow row : rows.waiting.values()) {
      renumbered.put(
          row.seq() - gone, place(row, incarnation, row.from() - gone, row.seq() - gone));
    }
    boolean none = rows.waiting.isEmpty();
    rows.last = none ? Mark.NONE : new Mark(rows.last.seq() - gone, rows.last.id());
    rows.waiting = renumbered;
    rows.acknowledged = Mark.NONE;
  }

  private static OutboxRow place(OutboxRow row, String incarnation, long from, long seq) {
    return new OutboxRow(
        incarnation,
        row.lane(),
        from,
        seq,
        row.id(),
        row.boot(),
        row.at(),
        row.type(),
        row.subject(),
        row.data());
  }

  @Override
  public boolean lacksRoom() {
    return isScarce() || disk.rows() > disk.rowsMax;
  }

  private boolean isScarce() {
    return isShort() && disk.roomLeft < SCARCE;
  }

  @Override
  public void shed() {
    fuse.pass("before rows are dropped");
    madeRoom();
    fuse.pass("after rows were dropped");
  }

  @Override
  public Dropped takeDropped() {
    Dropped sinceAsked = new Dropped(dropped, isScarce() ? Shortage.DISK : Shortage.BUDGET);
    dropped = 0;
    return sinceAsked;
  }

  private boolean madeRoom() {
    TreeMap<Long, OutboxRow> waiting = disk.lane(Lane.TELEMETRY).waiting;
    long last = disk.lane(Lane.TELEMETRY).last.seq();
    if (disk.roomLeft > 0 && last - foundNothingAt < NEWS_ROWS) {
      return false;
    }
    foundNothingAt = last - NEWS_ROWS;
    List<Shedding.Stored> window = new ArrayList<>();
    waiting.values().forEach(row -> window.add(stored(row)));
    List<Shedding.Range> ranges = List.of();
    if (!window.isEmpty()) {
      window.removeLast();
      long sent = sentUpTo(waiting);
      List<Shedding.Stored> behind = window.stream().filter(row -> row.place() > sent).toList();
      ranges = Shedding.plan(behind, sent, false);
      ranges = ranges.isEmpty() ? Shedding.plan(behind, sent, true) : ranges;
      ranges = ranges.isEmpty() ? Shedding.plan(window, sent, true) : ranges;
    }
    foundNothingAt = ranges.isEmpty() ? last : foundNothingAt;
    ranges.stream().limit(RANGES).forEach(range -> drop(waiting, range));
    return !ranges.isEmpty();
  }

  private Shedding.Stored stored(OutboxRow row) {
    boolean says = row.type().equals(EventType.JOURNAL_DROPPED.word());
    return new Shedding.Stored(
        row.seq(),
        row.from(),
        says,
        payloads.retention(row.type()),
        row.type() + " " + row.subject(),
        says ? 0 : 200);
  }

  /** The model knows what was sent; beyond that a session holds one page. */
  private long sentUpTo(TreeMap<Long, OutboxRow> waiting) {
    List<OutboxRow> rows = List.copyOf(waiting.values());
    int rank = Shedding.SENT_MAX;
    if (wasSent != null) {
      for (rank = rows.size(); rank > 0 && !wasSent.test(rows.get(rank - 1)); rank--) {}
      rank += PAGE;
    }
    return rank == 0 ? 0 : rows.get(Math.min(rank, rows.size()) - 1).seq();
  }

  private void drop(TreeMap<Long, OutboxRow> waiting, Shedding.Range range) {
    OutboxRow last = Objects.requireNonNull(waiting.get(range.to()));
    Payloads.Written written = payloads.write(new Fact.Dropped(range.to() - range.from() + 1));
    OutboxRow says =
        new OutboxRow(
            last.incarnation(),
            last.lane(),
            range.from(),
            last.seq(),
            last.id(),
            last.boot(),
            last.at(),
            written.type(),
            written.subject(),
            written.data());
    Map<Long, OutboxRow> gone = waiting.subMap(range.from(), true, range.to(), true);
    gone.values().forEach(row -> shed.accept(row, says));
    disk.roomLeft += isShort() ? gone.size() : 0;
    gone.clear();
    waiting.put(says.seq(), says);
    dropped += range.dropped();
  }

  @Override
  public boolean isShort() {
    return disk.roomLeft != Disk.PLENTY;
  }

  @Override
  public JournalUse use() {
    return new JournalUse(0, 0, Long.MAX_VALUE, 0, 0);
  }

  @Override
  public SalvageChunk salvage(String folder, Lane lane, long afterSeq, int limit) {
    DamagedDisk damaged = disk.damaged.get(folder);
    return damaged == null ? SalvageChunk.UNREADABLE : damaged.read(lane, afterSeq, limit);
  }

  @Override
  public void endSalvage(String folder) {
    fuse.pass("before a salvage is marked as ended");
    disk.unsalvaged.remove(folder);
  }

  @Override
  public List<OutboxRow> rows(Lane lane, long fromSeq, int limit) {
    List<OutboxRow> page = new ArrayList<>();
    for (OutboxRow row : disk.lane(lane).waiting.tailMap(fromSeq, true).values()) {
      if (page.size() == limit) {
        break;
      }
      boolean first = page.isEmpty();
      long from = first ? Math.max(row.from(), fromSeq) : row.from();
      page.add(place(row, row.incarnation(), from, row.seq()));
    }
    return page;
  }

  @Override
  public void close() {}
}
