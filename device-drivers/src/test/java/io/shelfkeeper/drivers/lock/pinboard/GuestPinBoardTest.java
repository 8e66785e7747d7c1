package io.shelfkeeper.drivers.lock.pinboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.guest.SimPins;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.pi4j.PinWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pulses on real kernel lines, and what becomes of them when the process that made them does not
 * end them.
 */
@Tag("guest")
class GuestPinBoardTest {
  private static final int FIRST = 12;
  private static final int COUNT = 4;
  private static final int LED_LINE = 20;
  private static final int PULSE_MILLIS = 300;

  /** In which a busy machine still finds the time to kill somebody. */
  private static final int LONG_MILLIS = 4_000;

  private static final long MILLI = 1_000_000L;
  private static final long PATIENCE_NANOS = 60_000 * MILLI;

  private final PinWire wire = new PinWire(Path.of("/"));
  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void end() {
    children.forEach(Process::destroyForcibly);
    wire.close();
  }

  private static PinBoardSetup.Output line(int number) {
    return new PinBoardSetup.Output.Line(
        new OutputSetup(new LineName(SimPins.LABEL, Integer.toString(number)), false, false));
  }

  private PinBoardDriver board(List<PinBoardSetup.Output> outputs, boolean riskAccepted)
      throws DeviceFault {
    wire.open();
    InputSetup contact =
        new InputSetup(new LineName("", "GPIO3"), true, InputSetup.Bias.UP, 20_000);
    return new PinBoardDriver(
        wire, new PinBoardSetup(List.of(contact), outputs, riskAccepted), System::nanoTime);
  }

  /** Waits for a level, and says when it was seen. */
  private static long seen(int line, boolean high) throws IOException {
    long start = System.nanoTime();
    while (SimPins.isHigh(line) != high) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "line " + line + " never " + high);
      LockSupport.parkNanos(MILLI);
    }
    return System.nanoTime();
  }

  private Process pulses(String kind, String name) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                GuestPulse.class.getName(),
                kind,
                name,
                Integer.toString(LONG_MILLIS))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    children.add(child);
    return child;
  }

  private static void signal(Process child, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** The letter of the kernel for what a process does: T is stopped. */
  private static String state(Process child) throws IOException {
    String status = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
    return status.substring(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3);
  }

  @Test
  void pulseIsOnItsLineAndOnNoOther() throws Exception {
    List<PinBoardSetup.Output> outputs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      outputs.add(line(FIRST + i));
    }
    PinBoardDriver board = board(outputs, true);
    board.allOff();
    AtomicBoolean over = new AtomicBoolean();
    long[] firstSeen = new long[COUNT];
    long[] lastSeen = new long[COUNT];
    AtomicLong heldUp = new AtomicLong();
    Thread observer = Thread.ofPlatform().start(() -> watch(over, firstSeen, lastSeen, heldUp));
    board.lock(2, PULSE_MILLIS).unlock(System.nanoTime() + PATIENCE_NANOS);
    assertFalse(SimPins.isHigh(FIRST + 1));
    over.set(true);
    observer.join();
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i == 1, firstSeen[i] != 0, "line " + (FIRST + i));
    }
    long millis = (lastSeen[1] - firstSeen[1]) / MILLI;
    long heldUpMillis = heldUp.get() / MILLI;
    String seen = "pulse wanted ms=%d seen ms=%d held up ms=%d";
    System.out.println(seen.formatted(PULSE_MILLIS, millis, heldUpMillis));
    assertTrue(millis + heldUpMillis > PULSE_MILLIS / 2, millis + " ms");
    assertTrue(millis - heldUpMillis < 2 * PULSE_MILLIS, millis + " ms");
  }

  /**
   * @param heldUp nanoseconds in which it could not look, nor anybody else do anything: this
   *     machine had no processor for the guest
   */
  private static void watch(
      AtomicBoolean over, long[] firstSeen, long[] lastSeen, AtomicLong heldUp) {
    try {
      long before = System.nanoTime();
      while (!over.get()) {
        long between = System.nanoTime() - before;
        before += between;
        heldUp.addAndGet(between > 50 * MILLI ? between : 0);
        for (int i = 0; i < COUNT; i++) {
          if (SimPins.isHigh(FIRST + i)) {
            lastSeen[i] = System.nanoTime();
            firstSeen[i] = firstSeen[i] == 0 ? lastSeen[i] : firstSeen[i];
          }
        }
        LockSupport.parkNanos(MILLI);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doorIsSeenOpenAndShut() throws Exception {
    PinBoardDriver board = board(List.of(), false);
    // Nobody has wired it yet: the pin's own pull-up says that it is open.
    assertEquals(0, board.contacts().closedBits());
    until(board, 1, false);
    until(board, 0, true);
  }

  /** Debounced: the level is the new one a moment later. */
  private static void until(PinBoardDriver board, long bits, boolean high) throws Exception {
    SimPins.pull(3, high);
    long start = System.nanoTime();
    while (board.contacts().closedBits() != bits) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS);
      LockSupport.parkNanos(MILLI);
    }
  }

  @Test
  void guestIsNotKnownToLetGoAndIsRefused() {
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> board(List.of(line(FIRST)), false).allOff());
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
  }

  /** This chip lets go: the pull decides. A Raspberry Pi without strict_gpiod does not. */
  @Test
  void bareLineOfAKilledProcessFallsToItsPull() throws Exception {
    SimPins.pull(6, false);
    Process child = pulses("line", "GPIO6");
    seen(6, true);
    long killed = System.nanoTime();
    signal(child, "KILL");
    assertTrue(child.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
    // It fell with its process, whenever that came to die.
    assertFalse(SimPins.isHigh(6));
    System.out.println("bare line, killed: off within ms=" + (System.nanoTime() - killed) / MILLI);
  }

  @Test
  void bareLineOfAStoppedProcessStaysOn() throws Exception {
    SimPins.pull(7, false);
    Process child = pulses("line", "GPIO7");
    long began = seen(7, true);
    signal(child, "STOP");
    assertEquals("T", state(child));
    while (System.nanoTime() - began < 2 * LONG_MILLIS * MILLI) {
      assertTrue(SimPins.isHigh(7));
      LockSupport.parkNanos(50 * MILLI);
    }
    signal(child, "CONT");
    System.out.println(
        "bare line, stopped in %d ms: on for ms=%d"
            .formatted(LONG_MILLIS, (seen(7, false) - began) / MILLI));
  }

  @Test
  void kernelEndsThePulseOfAKilledProcess() throws Exception {
    endsByTheKernel("KILL");
  }

  @Test
  void kernelEndsThePulseOfAStoppedProcess() throws Exception {
    endsByTheKernel("STOP");
  }

  private void endsByTheKernel(String signal) throws Exception {
    Process child = pulses("led", "lock1");
    long began = seen(LED_LINE, true);
    signal(child, signal);
    if (signal.equals("KILL")) {
      assertTrue(child.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
    } else {
      assertEquals("T", state(child));
    }
    assertTrue(SimPins.isHigh(LED_LINE));
    long millis = (seen(LED_LINE, false) - began) / MILLI;
    System.out.println(
        "one-shot LED, %s in %d ms: on for ms=%d".formatted(signal, LONG_MILLIS, millis));
    assertTrue(millis > LONG_MILLIS / 2 && millis < 2 * LONG_MILLIS, millis + " ms");
  }
}
