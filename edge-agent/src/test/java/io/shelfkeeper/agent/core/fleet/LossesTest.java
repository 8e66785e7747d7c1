package io.shelfkeeper.agent.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final Trouble FULL = Trouble.of("journal", Losses.ROWS_DROPPED, "full", "free");
  private static final Trouble GROWN = Trouble.of("journal", Losses.ROWS_DROPPED, "grown", "look");

  private final List<Fact> facts = new ArrayList<>();
  private final Faults faults = new Faults();
  private final Losses losses = new Losses(faults);

  private static Moment at(long seconds) {
    return new Moment(seconds * 1_000, seconds * Moment.NANOS_PER_SECOND, ClockTrust.TRUSTED);
  }

  private long closedWith() {
    return facts.stream()
        .filter(Fact.FaultClosed.class::isInstance)
        .mapToLong(fact -> ((Fact.FaultClosed) fact).count())
        .sum();
  }

  @Test
  void aSpellIsOneFaultWhateverItsCausesAndCountsAll() {
    losses.lost(at(0), FULL, 3, facts::add);
    losses.lost(at(5), GROWN, 4, facts::add);
    assertEquals("grown", faults.list(at(5)).getFirst().what());
    losses.tick(at(64), facts::add);
    assertEquals(1, facts.size());
    losses.tick(at(65), facts::add);
    assertEquals(2, facts.size());
    assertEquals(7, closedWith());
  }

  @Test
  void aSpellThatARestartInterruptedIsCountedOn() {
    losses.lost(at(0), FULL, 3, facts::add);
    Faults nextFaults = new Faults();
    nextFaults.restore(faults.state());
    Losses next = new Losses(nextFaults);
    next.restore(at(100), losses.state());
    next.lost(at(110), FULL, 2, facts::add);
    next.tick(at(170), facts::add);
    assertEquals(5, closedWith());
    Losses later = new Losses(new Faults());
    later.restore(at(200), next.state());
    later.tick(at(300), facts::add);
    assertEquals(5, closedWith(), "an ended spell is over");
  }

  @Test
  void aCountIsWrittenWithWhatIsWrittenAnywayOrAfterAWhile() {
    losses.lost(at(100), FULL, 1, facts::add);
    assertTrue(losses.takeChanged(at(100), false));
    losses.lost(at(101), FULL, 1, facts::add);
    assertFalse(losses.takeChanged(at(101), false));
    assertTrue(losses.takeChanged(at(102), true));
    assertFalse(losses.takeChanged(at(200), true), "nothing new");
    losses.lost(at(103), FULL, 1, facts::add);
    assertTrue(losses.takeChanged(at(112), false));
  }

  @Test
  void bytesOfSomethingElseAreRefusedAndChangeNothing() {
    assertThrows(StateReader.Unreadable.class, () -> losses.restore(at(0), new byte[] {9}));
    losses.tick(at(900), facts::add);
    assertEquals(List.of(), facts);
  }
}
