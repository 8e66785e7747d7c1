package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the loop commits before anything else is done. */
class AgentDoorsTest {
  private static final AgentSetup SETUP =
      new AgentSetup(
          new StockSetup(10, List.of(), List.of(), List.of(), List.of()),
          List.of(),
          List.of("locks"),
          new DoorsPlan(
              List.of(new DoorsPlan.Board("board", "locks")),
              List.of(
                  new DoorPlan("d0", 0, "l0", 0, "main", new ContactPlan(0, 1, true), null, 5_000)),
              null),
          false,
          60_000);

  private final Map<String, byte[]> states = new HashMap<>();
  private Agent agent = start();
  private long nanos = 1_000_000_000L;

  private Agent start() {
    Agent started =
        new Agent(
            SETUP,
            new AuditSetup(Map.of(), List.of(), new VectorKey()),
            new Recovered("0".repeat(32), 1, Map.of(), states, 0, null),
            () -> 77L);
    Effects out = new Effects();
    started.start(new Moment(0, nanos, ClockTrust.UNKNOWN), out);
    return started;
  }

  /** The facts whose rows are in the transaction of this step. */
  private List<Fact> step(Input input) {
    nanos += 100 * Moment.NANOS_PER_MILLI;
    Effects out = new Effects();
    agent.step(new Moment(0, nanos, ClockTrust.UNKNOWN), input, out);
    for (Effect.Durable durable : out.durables()) {
      if (durable instanceof Effect.SaveState state) {
        states.put(state.key(), state.value());
      }
    }
    return out.durables().stream()
        .filter(Effect.Append.class::isInstance)
        .map(durable -> ((Effect.Append) durable).fact())
        .toList();
  }

  private List<Fact> read(boolean closed) {
    return step(new Input.ContactsRead(0, nanos + 100_000_000L, 8, closed ? 1 : 0));
  }

  private static final List<Fact> FORCED =
      List.of(new Fact.DoorForced("d0", "l0"), new Fact.DoorOpened("d0", "l0", "forced"));

  @Test
  void everyAlarmIsALineInTheLogAndNoMovementIs() {
    List<Fact> alarms =
        List.of(
            new Fact.DoorForced("d", "l"),
            new Fact.DoorHeld("d", "l", 60_000),
            new Fact.DoorJammed("d", "l", "o"),
            new Fact.SensorStuck("d", "l", "feedback", "open"),
            new Fact.SupplyLow("main", 2),
            new Fact.Tampered("case_opened"));
    for (Fact alarm : alarms) {
      Effect.Notice line = FaultLines.of(alarm);
      assertTrue(line != null && line.text().startsWith("Alarm. "), alarm.toString());
    }
    assertNull(FaultLines.of(new Fact.DoorOpened("d", "l", "released")));
    assertNull(FaultLines.of(new Fact.DoorShut("d", "l")));
  }

  @Test
  void aForcedDoorIsInTheTransactionOfTheReadingThatProvesIt() {
    read(true);
    read(true);
    assertEquals(List.of(), read(false));
    assertEquals(FORCED, read(false));
  }

  @Test
  void aDoorForcedWhileTheAgentWasAwayIsToldAtTheNextStart() {
    read(true);
    read(true);
    assertTrue(states.containsKey("doors"));
    agent = start();
    read(false);
    assertEquals(FORCED, read(false));
  }

  @Test
  void aMemoryOfDoorsThatCannotBeReadStartsEmptyAndIsSaid() {
    states.put("doors", new byte[] {99});
    agent = start();
    read(false);
    assertEquals(List.of(new Fact.DoorOpened("d0", "l0", "found")), read(false));
  }

  @Test
  void aDoorLeftOpenIsAnAlarmAndATickIsEnoughToSeeIt() {
    read(false);
    read(false);
    nanos += 6 * Moment.NANOS_PER_SECOND;
    assertTrue(step(new Input.Tick()).contains(new Fact.DoorHeld("d0", "l0", 5_000)));
  }

  /** How the door stands in the status; the age of waiting rows is looked up for it. */
  private String door() {
    Moment now = new Moment(0, nanos, ClockTrust.UNKNOWN);
    Effects out = new Effects();
    agent.step(now, new Input.StatusAsked(1), out);
    for (Effect.Deed deed : List.copyOf(out.deeds())) {
      if (deed instanceof Effect.ReadRows read) {
        agent.step(now, new Input.RowsRead(read.lane(), read.fromSeq(), List.of()), out);
      }
    }
    return out.deeds().stream()
        .filter(Effect.AnswerStatus.class::isInstance)
        .map(deed -> ((Effect.AnswerStatus) deed).status().doors().getFirst().view())
        .findFirst()
        .orElse("no answer");
  }

  private List<Fact> look() {
    nanos += Agent.ROUND_NANOS;
    return step(new Input.Tick());
  }

  @Test
  void aBusThatHangsIsAFaultAndItsDoorsAreUnknownUntilItSpeaksAgain() {
    read(true);
    read(true);
    List<Fact> said = new ArrayList<>();
    for (int i = 0; i < 2 * LineWatch.LOOKS; i++) {
      said.addAll(look());
    }
    assertEquals(List.of("bus/locks silent"), faultsOfBuses(said));
    assertEquals("unknown", door());
    assertTrue(read(true).stream().anyMatch(Fact.FaultClosed.class::isInstance));
    read(true);
    assertEquals("shut", door());
  }

  private static List<String> faultsOfBuses(List<Fact> said) {
    return said.stream()
        .filter(fact -> fact instanceof Fact.FaultOpened fault && fault.device().startsWith("bus/"))
        .map(fact -> (Fact.FaultOpened) fact)
        .map(fault -> fault.device() + " " + fault.kind())
        .toList();
  }

  @Test
  void aProcessThatWasStoppedOrABusThatSaidItIsDownIsNoSilentBus() {
    read(true);
    read(true);
    nanos += 60 * Moment.NANOS_PER_SECOND;
    List<Fact> said = new ArrayList<>(look());
    step(new Input.DeviceFailed("bus/locks", "link_down", "Gone.", "Look.", List.of(), List.of()));
    for (int i = 0; i < 2 * LineWatch.LOOKS; i++) {
      said.addAll(look());
    }
    assertEquals(List.of(), faultsOfBuses(said));
  }

  @Test
  void aBoardThatFailsMakesItsDoorsUnknown() {
    read(true);
    read(true);
    step(
        new Input.DeviceFailed(
            "board", "no_answer", "It is silent.", "Look.", List.of(), List.of()));
    assertEquals(List.of(), read(true));
    assertEquals(List.of(), read(false));
    assertEquals(FORCED, read(false));
  }
}
