package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.step.Effect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of locks at every moment. Knows every order, every pulse and every door. */
final class LockPromises {
  /** Three challenges of ten seconds each. */
  private static final long FRESH_NANOS = 30_000_000_000L;

  private static final long SEEN_NANOS = 1_000_000_000L;

  private final Timeline timeline;
  private final ModelIssuer issuer;

  /** When each challenge left the agent first, and in which life of it. */
  private final Map<String, Told> told = new HashMap<>();

  private final Set<String> wished = new HashSet<>();
  private final Map<String, Integer> pulses = new HashMap<>();
  private final Map<String, Long> energisedUntil = new HashMap<>();
  private final Map<Integer, List<Opening>> openings = new HashMap<>();
  private final Map<String, Long> burnedAt = new HashMap<>();
  private final Map<String, Integer> ends = new HashMap<>();

  final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private Disk disk;
  int life;

  /** Whether an older copy of the disk was ever put back: it may have forgotten outcomes. */
  boolean forgetful;

  private record Opening(long fromNanos, long toNanos) {}

  private record Told(long nanos, int life) {}

  LockPromises(Timeline timeline, ModelIssuer issuer, Disk disk) {
    this.timeline = timeline;
    this.issuer = issuer;
    this.disk = disk;
  }

  void watch(Disk other) {
    disk = other;
    forgetful = true;
  }

  void challenged(Effect.PublishChallenge challenge) {
    told.putIfAbsent(challenge.challenge(), new Told(timeline.nanos(), life));
  }

  /** The agent wants a pulse. */
  void wished(String order, int lock) {
    ModelIssuer.Order signed = issuer.ordered(order);
    Broken.unless(signed.lock() == lock, "order %s moves another lock", order);
    Broken.unless(wished.add(order), "order %s moves a second time", order);
    Broken.unless(isBurned(order), "order %s moves before it is burned", order);
    Broken.unless(
        disk.audit.reversed().stream().anyMatch(e -> e.detail().equals("pulse order/" + order))
            && disk.audit.reversed().stream().anyMatch(e -> isPermit(e, order)),
        "order %s moves and the audit log does not say so",
        order);
    Told fresh = told.get(signed.challenge());
    Broken.unless(
        fresh != null && fresh.life == life && timeline.nanos() - fresh.nanos <= FRESH_NANOS,
        "order %s is stale and moves",
        order);
  }

  private static boolean isPermit(AuditEntry entry, String order) {
    return entry.kind().equals(AuditKind.PERMIT.word()) && entry.subject().equals("order/" + order);
  }

  private boolean isBurned(String order) {
    return disk.burned.values().stream().anyMatch(burned -> burned.order().equals(order));
  }

  /** A coil is energised. */
  void pulsed(String order, int lock, int millis) {
    Broken.unless(pulses.merge(order, 1, Integer::sum) == 1, "a second pulse for %s", order);
    String supply = ModelLocks.PLANS.get(lock).supply();
    long until = energisedUntil.getOrDefault(supply, 0L);
    Broken.unless(timeline.nanos() >= until, "two coils of %s at the same time", supply);
    energisedUntil.put(supply, timeline.nanos() + millis * 1_000_000L);
  }

  void opened(int lock, long forNanos) {
    Opening opening = new Opening(timeline.nanos(), timeline.nanos() + forNanos);
    openings.computeIfAbsent(lock, l -> new ArrayList<>()).add(opening);
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    switch (effect) {
      case Effect.BurnOrder e -> burnedAt.put(e.order(), timeline.nanos());
      case Effect.Append e when e.fact() instanceof Fact.OrderDone done && !done.repeated() ->
          ended(done);
      default -> {}
    }
  }

  private void ended(Fact.OrderDone done) {
    String order = done.order();
    Broken.unless(burnedAt.containsKey(order), "%s ended and was not burned", order);
    int before = ends.getOrDefault(order, 0);
    Broken.unless(before == 0 || forgetful, "%s ended twice", order);
    ends.put(order, before + 1);
    outcomes.merge(done.outcome(), 1, Integer::sum);
    int lock = issuer.ordered(order).lock();
    boolean pulsed = pulses.containsKey(order);
    long burned = burnedAt.getOrDefault(order, 0L);
    List<Opening> all = openings.getOrDefault(lock, List.of());
    boolean opened = all.stream().anyMatch(opening -> opening.fromNanos >= burned);
    // A contact says it some readings later.
    boolean open = all.stream().anyMatch(opening -> opening.toNanos >= burned - SEEN_NANOS);
    boolean kept =
        switch (done.outcome()) {
          case CONFIRMED -> open;
          case ASSUMED -> pulsed;
          case FAILED -> done.why().equals("not_moved") ? !pulsed : pulsed && !opened;
          case UNKNOWN -> true;
        };
    Broken.unless(
        kept,
        "%s at %d, burned at %d, which is not so: pulsed %s, open %s, openings %s",
        done,
        timeline.nanos(),
        burned,
        pulsed,
        open,
        all);
  }

  /** What is not well in the end; empty if all is. */
  String disagreement(ModelBackend backend) {
    for (var burned : disk.burned.values()) {
      if (burned.outcome() == null) {
        return "order " + burned.order() + " has no outcome";
      }
      if (!forgetful && backend.rejected.isEmpty() && backend.lostByRestore.isEmpty()) {
        long heard =
            backend.books.ledger.values().stream()
                .filter(
                    fact ->
                        fact instanceof Fact.OrderDone done
                            && !done.repeated()
                            && done.order().equals(burned.order()))
                .count();
        if (heard != 1) {
          return "the backend heard " + heard + " outcomes of " + burned.order();
        }
      }
    }
    return "";
  }

  int pulses() {
    return pulses.size();
  }
}
