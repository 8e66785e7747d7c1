package io.shelfkeeper.drivers.link.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.guest.SimPins;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineLinkContract;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.gpio.GpioLines;
import io.shelfkeeper.drivers.link.gpio.LineFinder;
import io.shelfkeeper.drivers.link.kernel.Linux;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a real kernel, with a chip that is simulated in it. */
@Tag("guest")
class GuestLinesTest extends LineLinkContract {
  private static final int POLL_MILLIS = 10_000;
  private static final int OPENS = 1_000;
  private static final long PAGE_BYTES = 4_096;
  private static final int ROUNDS = 10_000;
  private static final int EDGES = 500;
  private static final int DEBOUNCE_MICROS = 20_000;

  /** More than one tick of the guest, which has a hundred in a second. */
  private static final long TICK_NANOS = 15_000_000;

  private final Linux kernel = new Linux();
  private final Pi4jPins pins =
      new Pi4jPins(kernel, Path.of("/dev"), new GpioLines(kernel, POLL_MILLIS));
  private final LineLink lines = pins.lines();

  @AfterEach
  void end() {
    pins.close();
  }

  @Override
  protected LineLink lines() {
    return lines;
  }

  @Override
  protected LineName named() {
    return new LineName("", "GPIO5");
  }

  @Override
  protected LineName numbered() {
    return new LineName(SimPins.LABEL, "11");
  }

  private static int number(LineName line) {
    return line.isByNumber() ? 11 : 5;
  }

  @Override
  protected void pull(LineName line, boolean high) throws IOException {
    SimPins.pull(number(line), high);
  }

  @Override
  protected boolean isHigh(LineName line) throws IOException {
    return SimPins.isHigh(number(line));
  }

  private InputLine input(int debounceMicros, Runnable hint) throws DeviceFault {
    return lines.input(
        new InputSetup(numbered(), false, InputSetup.Bias.AS_IS, debounceMicros), hint);
  }

  /**
   * The line is pulled as the output is when inactive: every other level is one too many. What lies
   * between two looks only {@link Pi4jLinesTest#onlyRequestedLevelsAreEverSeen} can rule out.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noOtherLevelIsSeenOverAThousandOpens(boolean activeLow) throws Exception {
    pull(numbered(), activeLow);
    OutputSetup setup = new OutputSetup(numbered(), activeLow, false);
    Watcher watcher = new Watcher(activeLow);
    for (int i = 0; i < OPENS; i++) {
      OutputLine line = lines.output(setup);
      if (i % 10 == 5) {
        watcher.looks();
      }
      line.close();
      if (i % 10 == 0) {
        watcher.looks();
      }
    }
    System.out.printf(
        "opens=%d looks=%d other levels=%d%n", OPENS, watcher.looks.get(), watcher.others.get());
    assertTrue(watcher.looks.get() > OPENS / 10);
    assertEquals(0, watcher.others.get());
    // And a level that somebody did ask for is seen by the same watcher.
    try (OutputLine line = lines.output(setup)) {
      line.set(true);
      watcher.looks();
      line.set(false);
    }
    watcher.end();
    assertTrue(watcher.others.get() > 0);
  }

  /** Looks at the line from outside, all the time. */
  private final class Watcher {
    private final boolean right;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().start(this::run);

    Watcher(boolean right) {
      this.right = right;
    }

    private void run() {
      while (!over.get()) {
        others.addAndGet(seesHigh() == right ? 0 : 1);
        looks.incrementAndGet();
      }
    }

    /** One processor: lets it have its turn, one whole look long. */
    void looks() {
      int seen = looks.get() + 2;
      while (looks.get() - seen < 0) {
        assertTrue(thread.isAlive(), "the watcher has died");
        LockSupport.parkNanos(10_000);
      }
    }

    void end() throws InterruptedException {
      over.set(true);
      thread.join();
    }
  }

  private boolean seesHigh() {
    try {
      return isHigh(numbered());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * As fast as the simulated chip can: it raises its interrupts in the timer's tick, and what comes
   * between two of them is one edge to everybody above.
   */
  private void edges(int count) throws IOException {
    boolean high = SimPins.isHigh(number(numbered()));
    for (int i = 0; i < count; i++) {
      high = !high;
      pull(numbered(), high);
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  @Test
  void everyEdgeOfABurstIsTold() throws Exception {
    pull(numbered(), false);
    Semaphore told = new Semaphore(0);
    InputLine line = input(0, told::release);
    edges(EDGES);
    assertTrue(told.tryAcquire(EDGES, 30, TimeUnit.SECONDS), "told " + told.availablePermits());
    System.out.println("edges=" + EDGES + " told=all lost=" + line.lostEdges());
    assertEquals(0, line.lostEdges());
    line.close();
  }

  /** While the reader is held up, 512 are kept: of the older ones it is told how many they were. */
  @Test
  void edgesThatWereDroppedAreCounted() throws Exception {
    pull(numbered(), false);
    Semaphore told = new Semaphore(0);
    Semaphore go = new Semaphore(0);
    InputLine line =
        input(
            0,
            () -> {
              told.release();
              go.acquireUninterruptibly();
            });
    edges(1);
    assertTrue(told.tryAcquire(30, TimeUnit.SECONDS));
    edges(600);
    go.release(601);
    assertTrue(told.tryAcquire(512, 30, TimeUnit.SECONDS), "told " + told.availablePermits());
    System.out.println("edges=601 told=513 lost=" + line.lostEdges());
    assertEquals(600 - 512, line.lostEdges());
    line.close();
  }

  @Test
  void loneEdgeDoesNotWaitForTheEndOfAPoll() throws Exception {
    pull(numbered(), false);
    Semaphore told = new Semaphore(0);
    InputLine line = input(0, told::release);
    long start = System.nanoTime();
    pull(numbered(), true);
    assertTrue(told.tryAcquire(POLL_MILLIS / 2, TimeUnit.MILLISECONDS));
    System.out.println("lone edge after us=" + (System.nanoTime() - start) / 1000);
    line.close();
  }

  @Test
  void bouncingContactIsOneEdge() throws Exception {
    pull(numbered(), false);
    Semaphore told = new Semaphore(0);
    InputLine line = input(DEBOUNCE_MICROS, told::release);
    bounce(told);
    assertTrue(told.tryAcquire(30, TimeUnit.SECONDS));
    assertTrue(line.isActive());
    pull(numbered(), false);
    assertTrue(told.tryAcquire(30, TimeUnit.SECONDS));
    assertFalse(line.isActive());
    assertEquals(0, told.availablePermits());
    line.close();
  }

  /** Eleven edges in less time than a contact has to be quiet; again where a machine was busy. */
  private void bounce(Semaphore told) throws Exception {
    long nanos = Long.MAX_VALUE;
    while (nanos > DEBOUNCE_MICROS * 1_000L) {
      pull(numbered(), false);
      LockSupport.parkNanos(10 * TICK_NANOS);
      told.drainPermits();
      long start = System.nanoTime();
      for (int i = 0; i < 11; i++) {
        pull(numbered(), i % 2 == 0);
      }
      nanos = System.nanoTime() - start;
    }
  }

  @Test
  void nothingGrowsOverTenThousandRounds() throws Exception {
    rounds(ROUNDS / 10);
    touchTheHeap();
    int files = files();
    int threads = Thread.activeCount();
    long pages = pages();
    rounds(ROUNDS);
    long grown = (pages() - pages) * PAGE_BYTES;
    System.out.println("rounds=" + ROUNDS + " grown bytes=" + grown);
    assertEquals(files, files());
    assertEquals(threads, Thread.activeCount());
    // One request of the kernel that is not given back in each round were 6 MB.
    assertTrue(grown < 4_000_000, grown + " bytes");
  }

  private void rounds(int count) throws DeviceFault {
    for (int i = 0; i < count; i++) {
      InputLine input = input(0, () -> {});
      OutputLine output = lines.output(new OutputSetup(named(), false, false));
      input.close();
      output.close();
    }
  }

  /** So that nothing of it is new later. */
  private static void touchTheHeap() {
    long touched = 0;
    while (touched < 3 * Runtime.getRuntime().maxMemory()) {
      touched += new byte[1_000_000].length;
    }
  }

  /** Memory of this process, whoever has taken it. */
  private static long pages() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }

  private static int files() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? -1 : open.length;
  }

  @Test
  void lineThatTheKernelUsesIsToldWithItsHolder() {
    DeviceFault fault =
        assertThrows(
            DeviceFault.class,
            () -> lines.output(new OutputSetup(new LineName(SimPins.LABEL, "20"), false, false)));
    assertTrue(fault.what().endsWith("is held by \"lock1\""), fault.what());
  }

  @Test
  void whoMayNotIsToldWhichGroupIsMissing() {
    LineFinder finder = new LineFinder(kernel, Path.of("/run/forbidden"));
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> finder.find(new LineName("gpiochip0", "1")));
    assertTrue(fault.what().endsWith("permission denied"), fault.what());
    assertTrue(fault.check().contains("group gpio"), fault.check());
  }

  @Test
  void lineBeyondTheChipIsToldWithHowManyThereAre() {
    LineFinder finder = new LineFinder(kernel, Path.of("/dev"));
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> finder.find(new LineName(SimPins.LABEL, "32")));
    assertTrue(fault.what().endsWith("which has 32"), fault.what());
  }
}
