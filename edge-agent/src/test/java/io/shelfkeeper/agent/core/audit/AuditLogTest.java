package io.shelfkeeper.agent.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log writes down, and when it signs. */
class AuditLogTest {
  private static final Moment AT = new Moment(1_800_000_000_000L, 0, ClockTrust.TRUSTED);

  private final Effects out = new Effects();
  private final Map<String, byte[]> states = new HashMap<>();
  private long facts;

  private AuditLog log(String siteFile, AuditHead head) {
    Recovered recovered =
        new Recovered("aa", 3, Map.of(), states, 0, null, List.of(), head, Map.of(), List.of());
    Map<String, String> configuration = Map.of("site file", siteFile);
    return new AuditLog(
        new AuditSetup(configuration, List.of("C1", "C3"), new VectorKey()), recovered);
  }

  /** As the agent does it: a fact gets its row, and the log sees the row. */
  private void tell(Fact fact) {
    out.add(new Effect.Append(fact.lane(), ++facts, "id" + facts, 3, AT, fact));
  }

  private List<AuditEntry> entries() {
    List<AuditEntry> entries = new ArrayList<>();
    for (Effect.Durable effect : out.durables()) {
      if (effect instanceof Effect.AppendAudit append) {
        entries.add(append.entry());
      }
    }
    return entries;
  }

  private List<String> lines() {
    return entries().stream().map(e -> e.kind() + " " + e.subject() + " " + e.detail()).toList();
  }

  private List<Fact.AuditCheckpoint> checkpoints() {
    List<Fact.AuditCheckpoint> all = new ArrayList<>();
    for (Effect.Durable effect : out.durables()) {
      if (effect instanceof Effect.Append append
          && append.fact() instanceof Fact.AuditCheckpoint point) {
        all.add(point);
      }
    }
    return all;
  }

  private static Moment later(long nanos) {
    return new Moment(AT.wallMillis(), nanos, AT.clock());
  }

  @Test
  void anOrderLeavesItsPermitItsPulseAndItsOutcome() {
    AuditLog log = log("1", AuditHead.EMPTY);
    log.begin(out);
    out.add(new Effect.BurnOrder("9f", "d1", AT, 0, "shop-2026"));
    log.pulsed(AT, new Input.Pulsed("9f", 1, Input.PulseAnswer.ANSWERED, ""), out);
    tell(new Fact.OrderDone("9f", "lock/C3", Outcome.FAILED, "jammed", "", false));
    tell(new Fact.OrderDone("9f", "lock/C3", Outcome.FAILED, "jammed", "", true));
    log.end(AT, out, false, this::tell);
    assertEquals(
        List.of(
            "permit order/9f burned d1 by shop-2026",
            "movement lock/C3 made order/9f",
            "order order/9f lock/C3 failed jammed"),
        lines());
  }

  @Test
  void refusalsAndAlarmsAreWrittenAndGoodsAreNot() {
    AuditLog log = log("1", AuditHead.EMPTY);
    log.begin(out);
    tell(new Fact.OrderRefused("9f", "stale", "x"));
    tell(new Fact.DoorForced("C3-door", "C3"));
    tell(new Fact.StockOut("A1", "water"));
    tell(new Fact.TrustChanged(7, List.of("k1", "k2")));
    log.end(AT, out, false, this::tell);
    assertEquals(
        List.of(
            "order order/9f refused stale",
            "alarm door/C3-door forced",
            "configuration trust 7 k1 k2"),
        lines());
  }

  @Test
  void whatWasWishedBeforeTheStepIsNotWrittenAgain() {
    AuditLog log = log("1", AuditHead.EMPTY);
    tell(new Fact.DoorForced("C3-door", "C3"));
    log.begin(out);
    log.end(AT, out, false, this::tell);
    assertEquals(List.of(), entries());
  }

  @Test
  void aChangedSiteFileIsWrittenOnceAndNamesWhatItWas() {
    AuditLog first = log("1", AuditHead.EMPTY);
    first.begin(out);
    assertNull(first.start(AT, out));
    keepState();
    assertEquals(2, entries().size(), "the site file and the device's key");
    out.clear();
    log("1", AuditHead.EMPTY).start(AT, out);
    assertEquals(List.of(), out.durables());
    log("2", AuditHead.EMPTY).start(AT, out);
    assertEquals(List.of("configuration site file 2 before 1"), lines());
  }

  private void keepState() {
    for (Effect.Durable effect : out.durables()) {
      if (effect instanceof Effect.SaveState state) {
        states.put(state.key(), state.value());
      }
    }
  }

  @Test
  void anotherDeviceKeyIsNamed() {
    log("1", AuditHead.EMPTY).start(AT, out);
    keepState();
    DeviceKey other =
        new DeviceKey() {
          @Override
          public String publicKey() {
            return "other";
          }

          @Override
          public String sign(String text) {
            return "";
          }
        };
    Recovered recovered = new Recovered("aa", 4, Map.of(), states, 0, null);
    AuditSetup setup = new AuditSetup(Map.of("site file", "1"), List.of(), other);
    assertEquals(new VectorKey().publicKey(), new AuditLog(setup, recovered).start(AT, out));
  }

  @Test
  void aCheckpointIsSignedAnHourAfterTheFirstEntryWithoutOne() {
    AuditLog log = log("1", AuditHead.EMPTY);
    log.begin(out);
    tell(new Fact.DoorForced("C3-door", "C3"));
    log.end(AT, out, false, this::tell);
    log.begin(out);
    log.end(later(AuditChain.CHECKPOINT_NANOS - 1), out, false, this::tell);
    assertEquals(List.of(), checkpoints());
    log.end(later(AuditChain.CHECKPOINT_NANOS), out, false, this::tell);
    log.end(later(9 * AuditChain.CHECKPOINT_NANOS), out, false, this::tell);
    Fact.AuditCheckpoint point = checkpoints().getFirst();
    assertEquals(1, checkpoints().size());
    assertEquals(entries().getLast().hash(), point.hash());
    assertTrue(Checkpoints.isSigned(point));
    assertFalse(
        Checkpoints.isSigned(
            new Fact.AuditCheckpoint(2, point.hash(), point.key(), point.signature())));
  }

  @Test
  void aCheckpointIsSignedAfterAThousandEntriesAndAtTheEnd() {
    AuditLog log = log("1", AuditHead.EMPTY);
    log.begin(out);
    for (int i = 0; i < AuditChain.CHECKPOINT_ENTRIES; i++) {
      tell(new Fact.DoorForced("C3-door", "C3"));
      log.end(AT, out, false, this::tell);
    }
    assertEquals(List.of(1_000L), checkpoints().stream().map(p -> p.entries()).toList());
    tell(new Fact.DoorForced("C3-door", "C3"));
    log.end(AT, out, true, this::tell);
    log.end(AT, out, true, this::tell);
    assertEquals(List.of(1_000L, 1_001L), checkpoints().stream().map(p -> p.entries()).toList());
  }

  @Test
  void whatADeadProcessLeftWithoutACheckpointGetsOneAtOnce() {
    AuditHead head =
        new AuditHead(new AuditPoint(7, "b".repeat(64)), AuditPoint.NONE, AuditPoint.NONE);
    AuditLog log = log("1", head);
    log.begin(out);
    log.end(later(-5), out, false, this::tell);
    assertEquals(List.of(7L), checkpoints().stream().map(p -> p.entries()).toList());
  }

  @Test
  void aNewCountNamesTheLastCheckpointThatTheBackendHas() {
    AuditLog log = log("1", AuditHead.EMPTY);
    log.begin(out);
    tell(new Fact.DoorForced("C3-door", "C3"));
    log.end(AT, out, true, this::tell);
    out.add(new Effect.Release(Lane.FACT, new Mark(facts, "id" + facts)));
    tell(new Fact.IncarnationStarted("backend_behind", "aa"));
    log.end(AT, out, false, this::tell);
    String hash = entries().getFirst().hash();
    assertEquals("chain journal backend_behind after 1 " + hash, lines().getLast());
    assertEquals("chain journal new after 9 " + hash, chainStart("new", new AuditPoint(9, hash)));
    assertEquals(
        "chain journal quarantined after nothing that the backend has",
        chainStart("quarantined", AuditPoint.NONE));
  }

  private String chainStart(String cause, AuditPoint acknowledged) {
    out.clear();
    AuditLog log = log("1", new AuditHead(AuditPoint.NONE, AuditPoint.NONE, acknowledged));
    log.begin(out);
    tell(new Fact.IncarnationStarted(cause, null));
    log.start(AT, out);
    return lines().getFirst();
  }
}
