package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.permits.Pulses;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pulse that fails while it is being made: whoever ordered it is told why. */
class FailedPulseTest {
  private final LockLine line = new LockLine();
  private final List<Input> posted = new ArrayList<>();
  private Pulse pulse = Pulse.UNANSWERED;

  /** A board that is well but for its pulses. */
  private final class Weak implements LockBoard {
    @Override
    public Lock lock(int channel, int pulseMillis) {
      return latestNanos -> pulse;
    }

    @Override
    public void allOff() {}

    @Override
    public Contacts contacts() {
      return new Contacts(1, 0);
    }

    @Override
    public void overhears(byte[] bytes, int offset, int length) {}
  }

  private final BusWorker worker =
      new BusWorker(
          0,
          new BusSetup(
              "pins",
              line,
              List.of(),
              List.of(
                  new BoardChannel(
                      "pi",
                      0,
                      50 * LockLine.MILLI,
                      (link, nanos) -> new Weak(),
                      List.of(new BoardChannel.Output(0, 1, 300, 400, true, "main"))))),
          line,
          new KeptInputs(posted),
          () -> 7,
          new SharedSupplies());

  private String why() {
    worker.turn();
    worker.turn();
    worker.actuate(Pulses.of("order", 0));
    for (int i = 0; i < 5; i++) {
      worker.turn();
    }
    List<Input.Pulsed> answers =
        posted.stream()
            .filter(Input.Pulsed.class::isInstance)
            .map(Input.Pulsed.class::cast)
            .toList();
    assertEquals(1, answers.size());
    assertEquals(Input.PulseAnswer.UNANSWERED, answers.getFirst().answer());
    return answers.getFirst().why();
  }

  @Test
  void theCauseIsThatOfTheLine() {
    pulse =
        Pulse.unanswered(
            new DeviceFault(
                FaultKind.LINK_DOWN, "Line GPIO17 is gone", "Check that its chip is there."));
    assertEquals("Line GPIO17 is gone. Check that its chip is there.", why());
  }

  @Test
  void whoeverKnowsNoCauseSaysSo() {
    assertEquals("The board did not say whether it made the pulse. Look at the door.", why());
  }
}
