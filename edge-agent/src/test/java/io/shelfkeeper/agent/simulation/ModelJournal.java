package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.Payloads;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The journal over a {@link Disk}: a commit is there completely or not at all. */
final class ModelJournal implements Journal {
  private final Disk disk;
  private final Payloads payloads;
  private final Fuse fuse;
  private final Consumer<Effect.Durable> watch;

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
        null,
        List.copyOf(disk.burned.values()),
        disk.audit());
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    fuse.pass("before the commit");
    check(effects);
    for (Effect.Durable effect : effects) {
      watch.accept(effect);
      apply(effect);
    }
    fuse.pass("after the commit, before the first deed");
  }

  /** All or nothing: nothing is touched before every number is known to follow. */
  private void check(List<Effect.Durable> effects) {
    Map<Lane, Long> last = new EnumMap<>(Lane.class);
    Map<Lane, Long> waiting = new EnumMap<>(Lane.class);
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
      waiting.put(lane, (long) disk.lane(lane).waiting.size());
    }
    for (Effect.Durable effect : effects) {
      switch (effect) {
        case Effect.Append e -> {
          Invariant.check(
              last.merge(e.lane(), 1L, Long::sum) == e.seq(),
              "row " + e.lane() + "/" + e.seq() + " does not follow");
          waiting.merge(e.lane(), 1L, Long::sum);
        }
        case Effect.Release e -> {
          Invariant.check(
              e.upTo().seq() <= last.getOrDefault(e.lane(), 0L),
              "lane " + e.lane() + " does not reach " + e.upTo().seq());
          waiting.merge(
              e.lane(),
              -(long) disk.lane(e.lane()).waiting.headMap(e.upTo().seq(), true).size(),
              Long::sum);
        }
        case Effect.StartIncarnation e -> last.putAll(waiting);
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
    Mark last = Mark.NONE;
    for (OutboxRow row : rows.waiting.values()) {
      last = new Mark(last.seq() + 1, row.id());
      renumbered.put(
          last.seq(),
          new OutboxRow(
              incarnation,
              row.lane(),
              last.seq(),
              row.id(),
              row.boot(),
              row.at(),
              row.type(),
              row.subject(),
              row.data()));
    }
    rows.waiting = renumbered;
    rows.last = last;
    rows.acknowledged = Mark.NONE;
  }

  @Override
  public List<OutboxRow> rows(Lane lane, long fromSeq, int limit) {
    List<OutboxRow> page = new ArrayList<>();
    for (OutboxRow row : disk.lane(lane).waiting.tailMap(fromSeq, true).values()) {
      if (page.size() == limit) {
        break;
      }
      page.add(row);
    }
    return page;
  }

  @Override
  public void close() {}
}
