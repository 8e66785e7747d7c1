package io.shelfkeeper.drivers.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What lines keep: on a kernel made of memory, on a real one, and where a simulator plays them. */
public abstract class LineLinkContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Edges that were told. */
  private final Semaphore hints = new Semaphore(0);

  private final List<InputLine> inputs = new ArrayList<>();

  protected abstract LineLink lines();

  /** Name of a line with a number on the same chip; both free. */
  protected abstract LineName named();

  /** Another one. */
  protected abstract LineName numbered();

  /** The outside world pulls a line that nobody drives. */
  protected abstract void pull(LineName line, boolean high) throws Exception;

  /** The level of the wire. */
  protected abstract boolean isHigh(LineName line) throws Exception;

  /** Whether edges are told only when a level is asked for. */
  protected boolean hintsWhenAsked() {
    return false;
  }

  private InputLine input(LineName line, boolean activeLow) throws DeviceFault {
    InputLine input =
        lines().input(new InputSetup(line, activeLow, InputSetup.Bias.AS_IS, 0), hints::release);
    inputs.add(input);
    return input;
  }

  private OutputLine output(LineName line, boolean activeLow) throws DeviceFault {
    return lines().output(new OutputSetup(line, activeLow, false));
  }

  private void giveBack(InputLine input) {
    input.close();
    inputs.remove(input);
  }

  private void hinted(int count) throws InterruptedException, DeviceFault {
    if (hintsWhenAsked()) {
      for (InputLine input : inputs) {
        input.isActive();
      }
    }
    assertTrue(
        hints.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS),
        "only " + hints.availablePermits() + " of " + count + " edges were told");
  }

  @Test
  void outputDoesWhatItIsTold() throws Exception {
    OutputLine line = output(named(), false);
    assertFalse(isHigh(named()));
    line.set(true);
    assertTrue(line.isActive());
    assertTrue(isHigh(named()));
    line.set(false);
    assertFalse(isHigh(named()));
    line.close();
  }

  @Test
  void activeLowOutputIsHighUntilItIsWanted() throws Exception {
    pull(numbered(), true);
    OutputLine line = output(numbered(), true);
    assertTrue(isHigh(numbered()));
    assertFalse(line.isActive());
    line.set(true);
    assertFalse(isHigh(numbered()));
    line.close();
  }

  @Test
  void inputFollowsTheWire() throws Exception {
    pull(named(), false);
    InputLine line = input(named(), false);
    assertFalse(line.isActive());
    pull(named(), true);
    assertTrue(line.isActive());
    InputLine inverted = input(numbered(), true);
    pull(numbered(), false);
    assertTrue(inverted.isActive());
    line.close();
    inverted.close();
  }

  @Test
  void everyEdgeIsAHint() throws Exception {
    pull(named(), false);
    InputLine line = input(named(), false);
    pull(named(), true);
    hinted(1);
    pull(named(), false);
    hinted(1);
    assertEquals(0, hints.availablePermits());
    assertEquals(0, line.lostEdges());
    line.close();
  }

  @Test
  void twoInputsOfOneChipAreHeard() throws Exception {
    pull(named(), false);
    pull(numbered(), false);
    InputLine first = input(named(), false);
    pull(named(), true);
    hinted(1);
    InputLine second = input(numbered(), false);
    pull(numbered(), true);
    hinted(1);
    giveBack(first);
    pull(numbered(), false);
    hinted(1);
    second.close();
  }

  @Test
  void nothingIsHeardOfALineThatWasGivenBack() throws Exception {
    pull(named(), false);
    pull(numbered(), false);
    InputLine gone = input(named(), false);
    InputLine stays = input(numbered(), false);
    giveBack(gone);
    pull(named(), true);
    pull(numbered(), true);
    hinted(1);
    assertEquals(0, hints.availablePermits());
    stays.close();
    assertThrows(DeviceFault.class, gone::isActive);
  }

  @Test
  void lineThatIsHeldIsToldWithItsHolder() throws Exception {
    OutputLine line = output(named(), false);
    DeviceFault fault = assertThrows(DeviceFault.class, () -> input(named(), false));
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.what().contains("is held by \"shelfkeeper\""), fault.what());
    line.close();
    input(named(), false).close();
  }

  @Test
  void lookingAtALineDoesNotTakeIt() throws Exception {
    lines().check(named());
    lines().check(named());
    OutputLine line = output(named(), false);
    DeviceFault fault = assertThrows(DeviceFault.class, () -> lines().check(named()));
    assertTrue(fault.what().contains("is held by \"shelfkeeper\""), fault.what());
    line.close();
  }

  @Test
  void lineThatIsGivenBackObeysNoMore() throws Exception {
    OutputLine line = output(named(), false);
    line.close();
    line.close();
    assertThrows(DeviceFault.class, () -> line.set(true));
  }

  @Test
  void linkThatIsClosedGivesBackEverything() throws Exception {
    output(named(), false);
    input(numbered(), false);
    lines().close();
    output(numbered(), false).close();
    input(named(), false).close();
  }
}
