package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold at every moment, whatever the weather. Knows everything, unlike the agent. */
final class Promises {
  private final boolean brokerEndsRows;

  /** Events that the present data directory has ever committed. */
  Set<String> committed = new LinkedHashSet<>();

  /** Events that any data directory of this shop has ever committed. */
  private final Set<String> everCommitted = new HashSet<>();

  private final Set<String> openFaults = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  /** Rows that a row stands for which says that they were dropped, by its id. */
  private final Map<String, Set<String>> droppedBy = new HashMap<>();

  /** Dropped rows of which the backend was told. */
  private final Set<String> reported = new HashSet<>();

  long dropped;

  final SalvagePromises salvage = new SalvagePromises();

  // For this session.
  private final Map<Lane, Long> highest = new EnumMap<>(Lane.class);

  private Disk disk;
  private final ModelBackend backend;
  private final ModelPrograms programs;
  boolean faultsCounted = true;

  /** Whether the truth was met only together with what the agent said it cannot explain. */
  boolean unexplained;

  private long busyNanos = Long.MIN_VALUE / 2;

  Promises(Disk disk, ModelBackend backend, ModelPrograms programs, boolean brokerEndsRows) {
    this.programs = programs;
    this.disk = disk;
    this.backend = backend;
    this.brokerEndsRows = brokerEndsRows;
  }

  void watch(Disk other) {
    disk = other;
  }

  /** The audit log on the disk is one chain, and ends no earlier than its checkpoints. */
  void auditHolds() {
    AuditPoint checkpoint = disk.audit().checkpoint();
    AuditWalk walk = new AuditWalk(List.of(), new AuditWalk.Known(null, checkpoint));
    disk.audit.forEach(walk::accept);
    AuditWalk.Break found = walk.end().found();
    Broken.unless(found == null, "audit log: %s", String.valueOf(found));
  }

  /** A new connection: rows may begin anywhere behind the watermark, and then without a gap. */
  void connected() {
    highest.clear();
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    switch (effect) {
      case Effect.Append e -> {
        salvage(e);
        committed.add(e.id());
        programs.written(e);
        if (isBusy(e.fact())) {
          busyNanos = e.at().nanos();
        }
        fault(e.fact());
        boolean isLevel =
            e.fact() instanceof Fact.BayMeasured
                || e.fact() instanceof Fact.DeviceMeasured
                || e.fact() instanceof Fact.TemperatureMeasured;
        Broken.unless(
            !isLevel || !faultsCounted || !openFaults.contains("journal no_room"),
            "a level was written to a full disk");
      }
      case Effect.Release e -> {
        Map<Long, OutboxRow> gone = disk.lane(e.lane()).waiting.headMap(e.upTo().seq(), true);
        for (OutboxRow row : gone.values()) {
          Broken.unless(
              backend.everHad.contains(row.id())
                  || backend.rejected.contains(row.id())
                  || reported.contains(row.id()) // a newer disk had dropped what this copy has
                  || (brokerEndsRows && taken.contains(row.id())),
              "%s/%d was let go and the backend never had it",
              row.lane(),
              row.seq());
        }
      }
      case Effect.StartIncarnation e -> highest.clear();
      default -> {}
    }
  }

  private void salvage(Effect.Append e) {
    boolean isNew = everCommitted.add(e.id());
    if (e.fact() instanceof Fact.Salvaged salvaged) {
      Broken.unless(!isNew, "salvaged, and nobody ever wrote it: %s", salvaged.row());
      salvage.brought(e.id(), salvaged);
      return;
    }
    Broken.unless(isNew, "event id %s was given twice", e.id());
    if (e.fact() instanceof Fact.SalvageEnded end) {
      salvage.ended(end);
    }
  }

  /** The journal is damaged: the agent knows nothing any more of what it had said. */
  void setAside(String folder, DamagedDisk damage, Disk next) {
    salvage.setAside(folder, damage);
    damage
        .lost()
        .map(row -> droppedBy.getOrDefault(row.id(), Set.of()))
        .forEach(salvage.lost()::addAll);
    openFaults.clear();
    watch(next);
  }

  /** Whether a row was ever handed to a broker. */
  boolean wasSent(OutboxRow row) {
    return taken.contains(row.id());
  }

  /** Before a row gives way to one that says so. */
  void shed(OutboxRow row, OutboxRow says, Fact fact) {
    Broken.unless(row.lane() == Lane.TELEMETRY, "%s/%d was dropped", row.lane(), row.seq());
    Set<String> gone = droppedBy.computeIfAbsent(says.id(), id -> new HashSet<>());
    if (fact instanceof Fact.Dropped) {
      gone.addAll(droppedBy.getOrDefault(row.id(), Set.of()));
      return;
    }
    gone.add(row.id());
    dropped++;
    switch (fact) {
      case Fact.DeviceMeasured f -> {}
      case Fact.TemperatureMeasured f -> {}
      case Fact.ExternalNoted f -> {}
      case Fact.BayMeasured f -> newerStays(row);
      case Fact.PriceConfirmed f -> newerStays(row);
      case Fact.PriceMismatch f -> newerStays(row);
      case Fact.TagSilent f -> newerStays(row);
      case Fact.TagBatteryLow f -> newerStays(row);
      case Fact.CampaignProgress f -> newerStays(row);
      default -> throw new Broken("this was dropped and may never be: " + fact);
    }
  }

  private void newerStays(OutboxRow row) {
    Broken.unless(
        disk.lane(Lane.TELEMETRY).waiting.tailMap(row.seq(), false).values().stream()
            .anyMatch(
                later -> later.subject().equals(row.subject()) && later.type().equals(row.type())),
        "the newest %s of %s was dropped",
        row.type(),
        row.subject());
  }

  /** The backend has taken a row that stands for dropped ones. */
  void reported(OutboxRow row) {
    reported.addAll(droppedBy.getOrDefault(row.id(), Set.of()));
  }

  private void fault(Fact fact) {
    if (fact instanceof Fact.FaultOpened f && faultsCounted) {
      String key = f.device() + " " + f.kind();
      Broken.unless(openFaults.add(key), "fault %s opened twice", key);
    }
    if (fact instanceof Fact.FaultClosed f && faultsCounted) {
      String key = f.device() + " " + f.kind();
      Broken.unless(openFaults.remove(key), "fault %s ended without a beginning", key);
    }
  }

  Set<String> openFaults() {
    return openFaults;
  }

  /** A message leaves the agent. */
  boolean mayLeave(Object thing) {
    if (!(thing instanceof OutboxRow row)) {
      return true;
    }
    OutboxRow there = disk.lane(row.lane()).waiting.get(row.seq());
    boolean stored =
        row.seq() <= disk.lane(row.lane()).acknowledged.seq()
            || (there != null && there.id().equals(row.id()));
    Long before = highest.get(row.lane());
    Broken.unless(
        before == null || row.from() <= before + 1 || isDone(row.lane(), row.from() - 1),
        "%s jumped from %s to %d",
        row.lane(),
        String.valueOf(before),
        row.seq());
    highest.merge(row.lane(), row.seq(), Math::max);
    taken.add(row.id());
    return stored && row.incarnation().equals(disk.incarnation);
  }

  private boolean isDone(Lane lane, long seq) {
    OutboxRow row = disk.lane(lane).waiting.get(seq);
    return row == null || backend.everHad.contains(row.id()) || backend.rejected.contains(row.id());
  }

  private static boolean isBusy(Fact fact) {
    return fact instanceof Fact.OrderRefused order && order.code().equals("busy")
        || fact instanceof Fact.DocumentRefused document && document.code().equals("busy");
  }

  /** What finds no room is not kept; that is said once a minute. */
  boolean saidBusy(long nanos) {
    return nanos - busyNanos <= 60 * Moment.NANOS_PER_SECOND;
  }

  boolean isStored(byte[] payload) {
    return disk.messages.stream().anyMatch(stored -> Arrays.equals(stored, payload));
  }

  /** What does not yet agree between shop, journal and backend; empty if all is well. */
  String disagreement(ModelShop shop, boolean restored) {
    auditHolds();
    for (Lane lane : Lane.values()) {
      long last = disk.lane(lane).last.seq();
      if (brokerEndsRows) {
        if (!disk.lane(lane).waiting.isEmpty()) {
          return lane + ": rows wait";
        }
      } else if (backend.mark(disk.incarnation, lane).seq() != last) {
        return lane + ": backend has " + backend.mark(disk.incarnation, lane).seq() + " of " + last;
      }
    }
    Set<String> missing = new HashSet<>(committed);
    missing.removeAll(reported);
    missing.removeAll(backend.books.ledger.keySet());
    missing.removeAll(backend.rejected);
    missing.removeAll(backend.lostByRestore);
    missing.removeAll(salvage.lost());
    if (!missing.isEmpty()) {
      return missing.size() + " events never arrived";
    }
    Set<String> promised = new HashSet<>(programs.answered());
    promised.removeAll(reported);
    promised.removeAll(backend.books.ledger.keySet());
    promised.removeAll(backend.rejected);
    promised.removeAll(backend.lostByRestore);
    promised.removeAll(salvage.lost());
    if (!restored && !promised.isEmpty()) {
      return promised.size() + " events were answered and never arrived";
    }
    Set<String> strange = new HashSet<>(backend.books.ledger.keySet());
    strange.removeAll(everCommitted);
    if (!strange.isEmpty()) {
      return "events that nobody committed: " + strange;
    }
    Map<String, Integer> truth = shop.truth();
    // A weight that nobody can explain was told, and excuses the count, whatever became of the row.
    Collection<Fact> told = backend.everTold();
    // Counts are lost with a journal: the ones of the next begin elsewhere.
    if (!restored
        && !salvage.happened()
        && backend.rejected.isEmpty()
        && !Scale.agrees(backend.stockByEvents(), truth, told)) {
      return "stock by events " + backend.stockByEvents() + ", truth " + truth;
    }
    if (!Scale.agrees(backend.books.stock, truth, told)) {
      return "stock " + backend.books.stock + ", truth " + truth;
    }
    unexplained = !backend.books.stock.equals(truth);
    Set<String> open = new HashSet<>(openFaults);
    // It is told for some minutes more, so that somebody looks at the card.
    open.remove("journal damaged");
    return open.isEmpty() ? salvage.disagreement() : "faults still open " + open;
  }

  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    backend
        .books
        .ledger
        .values()
        .forEach(f -> numbers.merge(f.getClass().getSimpleName(), 1, Integer::sum));
    return numbers;
  }
}
