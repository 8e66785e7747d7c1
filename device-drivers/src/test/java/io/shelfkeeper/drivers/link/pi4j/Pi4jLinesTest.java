package io.shelfkeeper.drivers.link.pi4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineLinkContract;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pi4jLinesTest extends LineLinkContract {
  private static final int ROUNDS = 500;

  @TempDir private Path devices;
  private final FakeKernel kernel = new FakeKernel();
  private FakeKernel.Chip chip;
  private Pi4jPins pins;
  private LineLink lines;

  @BeforeEach
  void chip() throws IOException {
    Path file = Files.createFile(devices.resolve("gpiochip3"));
    chip = kernel.chip(file.toString(), "fake", "", "DOOR", "", "BUZZER");
    pins = new Pi4jPins(kernel, devices);
    lines = pins.lines();
  }

  @AfterEach
  void nothingStaysOpen() {
    pins.close();
    assertEquals(0, kernel.openFiles());
  }

  @Override
  protected LineLink lines() {
    return lines;
  }

  @Override
  protected LineName named() {
    return new LineName("", "DOOR");
  }

  @Override
  protected LineName numbered() {
    return new LineName("fake", "2");
  }

  private static int number(LineName line) {
    return line.isByNumber() ? Integer.parseInt(line.line()) : 1;
  }

  @Override
  protected void pull(LineName line, boolean high) {
    kernel.pull(chip, number(line), high);
  }

  @Override
  protected boolean isHigh(LineName line) {
    return kernel.isHigh(chip, number(line));
  }

  @Test
  void onlyRequestedLevelsAreEverSeen() throws DeviceFault {
    kernel.pull(chip, 1, true);
    OutputLine line = lines.output(new OutputSetup(named(), true, false));
    line.set(true);
    line.set(true);
    line.close();
    assertEquals(
        List.of("output high", "high", "low", "low", "high", "given back"), kernel.seen(chip, 1));
  }

  /** A chip on a bus may do what it is told, and its answer be lost. */
  @Test
  void lineThatObeyedAndDidNotSaySoIsSwitchedOff() throws DeviceFault {
    OutputLine line = lines.output(new OutputSetup(named(), false, false));
    kernel.failAfterwards(chip, 1);
    assertThrows(DeviceFault.class, () -> line.set(true));
    assertTrue(kernel.isHigh(chip, 1));
    line.set(false);
    assertFalse(kernel.isHigh(chip, 1));
    kernel.failAfterwards(chip, 1);
    line.close();
    assertDoesNotThrow(() -> lines.output(new OutputSetup(named(), false, false)));
  }

  @Test
  void sameNumberOfTwoChipsIsTwoLines() throws Exception {
    Path file = Files.createFile(devices.resolve("gpiochip4"));
    FakeKernel.Chip other = kernel.chip(file.toString(), "other", "", "", "");
    lines.input(new InputSetup(numbered(), false, InputSetup.Bias.AS_IS, 0), () -> {});
    InputSetup setup = new InputSetup(new LineName("other", "2"), false, InputSetup.Bias.AS_IS, 0);
    InputLine line = lines.input(setup, () -> {});
    kernel.pull(other, 2, true);
    assertTrue(line.isActive());
    lines.output(new OutputSetup(named(), false, false));
    lines.output(new OutputSetup(new LineName("other", "1"), false, false)).set(true);
    assertTrue(kernel.isHigh(other, 1));
    assertFalse(kernel.isHigh(chip, 1));
  }

  @Test
  void setupReachesTheKernel() throws DeviceFault {
    lines.output(new OutputSetup(named(), true, true));
    assertEquals(1 << 3 | 1 << 6, kernel.flags(chip, 1));
    input(InputSetup.Bias.UP, 20_000);
    assertEquals(1 << 2 | 1 << 4 | 1 << 5 | 1 << 8, kernel.flags(chip, 2));
    assertEquals(20_000, kernel.debounceMicros(chip, 2));
    assertEquals(512, kernel.room(chip, 2));
  }

  @Test
  void everyBiasHasItsBit() throws DeviceFault {
    input(InputSetup.Bias.AS_IS, 0).close();
    assertEquals(0, kernel.flags(chip, 2) >> 8);
    input(InputSetup.Bias.DOWN, 0).close();
    assertEquals(1 << 9, kernel.flags(chip, 2) & ~0xFF);
    assertEquals(0, kernel.debounceMicros(chip, 2));
  }

  private InputLine input(InputSetup.Bias bias, int debounceMicros) throws DeviceFault {
    return lines.input(new InputSetup(numbered(), false, bias, debounceMicros), () -> {});
  }

  @Test
  void edgesThatWentByUnseenAreCounted() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Semaphore told = new Semaphore(0);
    InputLine line =
        lines.input(
            new InputSetup(numbered(), false, InputSetup.Bias.AS_IS, 0),
            () -> {
              told.release();
              reading.countDown();
              uninterrupted(go);
            });
    kernel.pull(chip, 2, true);
    reading.await();
    // The reader is held up with one edge; behind it are kept 512 of these.
    for (int i = 0; i < 600; i++) {
      kernel.pull(chip, 2, i % 2 == 1);
    }
    go.countDown();
    told.acquire(1 + 512);
    assertEquals(600 - 512, line.lostEdges());
    assertTrue(line.isActive());
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hintThatFailsDoesNotMakeTheOthersDeaf() throws Exception {
    Semaphore told = new Semaphore(0);
    lines.input(
        new InputSetup(named(), false, InputSetup.Bias.AS_IS, 0),
        () -> {
          told.release();
          throw new IllegalStateException("on purpose");
        });
    lines.input(new InputSetup(numbered(), false, InputSetup.Bias.AS_IS, 0), told::release);
    kernel.pull(chip, 1, true);
    told.acquire();
    kernel.pull(chip, 2, true);
    told.acquire();
  }

  @Test
  void lineOfTheKernelItselfIsToldAsSuch() {
    kernel.hold(chip, 1, "led0");
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> lines.output(new OutputSetup(named(), false, false)));
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.what().endsWith("is held by \"led0\""), fault.what());
    kernel.hold(chip, 1, "");
    assertDoesNotThrow(() -> lines.output(new OutputSetup(named(), false, false)));
  }

  @Test
  void nothingGrowsOverManyRounds() throws DeviceFault {
    input(InputSetup.Bias.AS_IS, 0).close();
    int files = kernel.openFiles();
    int threads = threads();
    for (int i = 0; i < ROUNDS; i++) {
      InputLine input = input(InputSetup.Bias.AS_IS, 0);
      OutputLine output = lines.output(new OutputSetup(named(), false, false));
      input.close();
      output.close();
    }
    assertEquals(files, kernel.openFiles());
    assertEquals(threads, threads());
    assertFalse(pins.context().hasIO(devices.resolve("gpiochip3") + "/1"));
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("gpiochip"))
            .count();
  }
}
