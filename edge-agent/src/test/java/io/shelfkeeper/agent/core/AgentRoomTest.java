package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.Shortage;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the agent does and says when there is too little room. */
class AgentRoomTest {
  private static final String INCARNATION = "0".repeat(32);
  private static final Mark LAST = new Mark(9, "id-9");

  private final List<Effect.Durable> durables = new ArrayList<>();
  private final List<Effect.Deed> deeds = new ArrayList<>();
  private final Agent agent;
  private long nanos = 1_000_000_000L;

  AgentRoomTest() {
    StockSetup stock = new StockSetup(10, List.of(), List.of(), List.of(), List.of());
    agent =
        new Agent(
            new AgentSetup(stock, List.of(), List.of(), DoorsPlan.NONE, false, 60_000),
            new AuditSetup(Map.of(), List.of(), new VectorKey()),
            new Recovered(
                INCARNATION,
                2,
                Map.of(Lane.TELEMETRY, new LaneEnds(LAST, Mark.NONE)),
                Map.of(),
                0,
                null,
                List.of(),
                AuditHead.EMPTY,
                Map.of(),
                List.of("1")),
            new SplittableRandom(1)::nextLong);
    Effects out = new Effects();
    agent.start(now(), out);
    keep(out);
  }

  private Moment now() {
    return new Moment(1_800_000_000_000L, nanos, ClockTrust.TRUSTED);
  }

  private void step(Input input) {
    Effects out = new Effects();
    agent.step(now(), input, out);
    keep(out);
  }

  private void keep(Effects out) {
    durables.addAll(out.durables());
    deeds.addAll(out.deeds());
  }

  private <T> T newest(Class<T> kind) {
    return kind.cast(deeds.stream().filter(kind::isInstance).toList().getLast());
  }

  private void acknowledgeAll() {
    while (deeds.stream().noneMatch(Effect.Connect.class::isInstance)) {
      nanos = Math.max(nanos + 1, agent.nextWakeNanos());
      step(new Input.Tick());
    }
    step(new Input.BrokerConnected(newest(Effect.Connect.class).attempt(), false, 100, 1_000_000));
    String session = newest(Effect.PublishBirth.class).session();
    step(new Input.Acknowledged(INCARNATION, session, Map.of(Lane.TELEMETRY, LAST), List.of()));
  }

  private List<Fact> facts() {
    return durables.stream()
        .filter(Effect.Append.class::isInstance)
        .map(append -> ((Effect.Append) append).fact())
        .toList();
  }

  @Test
  void whatIsAcknowledgedIsReleasedBeforeAnythingIsDropped() {
    acknowledgeAll();
    Effect.Release release = new Effect.Release(Lane.TELEMETRY, LAST);
    durables.clear();
    step(new Input.RoomLacks());
    assertEquals(List.of(release), durables);
    durables.clear();
    step(new Input.RoomLacks());
    assertEquals(List.of(), durables, "nothing to let go of, nothing to write");
  }

  private boolean salvages() {
    deeds.clear();
    nanos += 5 * Moment.NANOS_PER_SECOND;
    step(new Input.Tick());
    return deeds.stream().anyMatch(Effect.ReadSalvage.class::isInstance);
  }

  @Test
  void whatIsSalvagedWaitsForRoomToo() {
    acknowledgeAll();
    step(new Input.RoomChanged(true));
    assertFalse(salvages(), "the reserve is for alarms and facts");
    step(new Input.RoomChanged(false));
    assertTrue(salvages());
  }

  private Fact.FaultOpened dropped(Shortage cause) {
    durables.clear();
    step(new Input.RowsDropped(7, cause));
    return (Fact.FaultOpened)
        facts().stream().filter(Fact.FaultOpened.class::isInstance).toList().getFirst();
  }

  @Test
  void theAlarmNamesWhatThereIsTooLittleOf() {
    Fact.FaultOpened full = dropped(Shortage.DISK);
    assertEquals("rows_dropped", full.kind());
    nanos += 120 * Moment.NANOS_PER_SECOND;
    step(new Input.Tick());
    Fact.FaultOpened grown = dropped(Shortage.BUDGET);
    assertEquals("rows_dropped", grown.kind());
    assertNotEquals(full.check(), grown.check());
    assertEquals(-1, grown.check().indexOf("space"), grown.check());
  }
}
