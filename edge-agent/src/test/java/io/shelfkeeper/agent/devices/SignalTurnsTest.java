package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Two lamps beside two lock boards. The loop knows them as its signals 7 and 4. */
class SignalTurnsTest {
  private final List<FarLamps> made = new ArrayList<>();
  private final LockBench bench =
      new LockBench(new SignalChannel("lamps", List.of(7, 4), this::make));
  private final FarLamps lamps = made.getFirst();
  private final LockLine line = bench.line;

  private FarLamps make(LongSupplier nanos) {
    FarLamps lamps = new FarLamps(2, nanos);
    made.add(lamps);
    return lamps;
  }

  private void show(int signal, SignalPattern pattern) {
    bench.worker.show(new Effect.ShowSignal(signal, pattern));
  }

  private List<String> failed() {
    return bench.all(Input.DeviceFailed.class).stream()
        .map(failed -> failed.device() + " " + failed.kind())
        .toList();
  }

  @Test
  void nothingIsLitBeforeTheLoopWantsIt() {
    bench.run(10);
    assertEquals(List.of("off"), lamps.seen, "given back when the wire was opened");
    assertTrue(lamps.plays >= 6 && lamps.plays <= 10, "looked after: " + lamps.plays);
  }

  @Test
  void signalIsTheOneOfTheSiteFile() {
    bench.run(3);
    show(4, SignalPattern.STEADY);
    bench.run(0.1);
    assertFalse(lamps.isOn[0]);
    assertTrue(lamps.isOn[1]);
    show(4, SignalPattern.OFF);
    show(7, SignalPattern.STEADY);
    bench.run(0.1);
    assertTrue(lamps.isOn[0]);
    assertFalse(lamps.isOn[1]);
  }

  @Test
  void lampBlinksWhileBoardsAreRead() {
    bench.run(3);
    long reads = bench.reads(1, 10);
    lamps.seen.clear();
    show(7, SignalPattern.FAST_BLINK);
    long meanwhile = bench.reads(1, 10);
    long flashes = lamps.seen.stream().filter("0 on"::equals).count();
    assertTrue(flashes >= 24 && flashes <= 26, "flashes: " + flashes);
    assertTrue(meanwhile >= reads - 2, "reads: %d, before %d".formatted(meanwhile, reads));
  }

  @Test
  void lockDoesNotWaitForLamps() {
    show(7, SignalPattern.FAST_BLINK);
    show(4, SignalPattern.BEEPS);
    bench.run(3);
    for (int i = 0; i < 20; i++) {
      bench.run(8 + i / 100.0);
      long given = line.now;
      bench.order(i % 4);
      bench.worker.turn();
      bench.worker.turn();
      long waited = bench.unlocks().getLast().nanos() - given;
      assertTrue(waited <= 20 * LockLine.MILLI, "ms: " + waited / LockLine.MILLI);
    }
    assertEquals(20, bench.unlocks().size());
  }

  @Test
  void faultOfALampIsToldAsItsOwnAndLocksGoOn() {
    show(7, SignalPattern.STEADY);
    lamps.fails = true;
    bench.run(10);
    assertEquals(List.of("lamps misconfigured"), failed());
    Input.DeviceFailed told = bench.all(Input.DeviceFailed.class).getFirst();
    assertTrue(told.what().contains("held by dht11"), told.what());
    assertEquals(List.of(), told.cells());
    bench.order(0);
    bench.run(1);
    assertEquals(List.of("order-0 ANSWERED"), bench.answers());
    assertEquals(1, bench.relay.allOffs, "the wire was opened once");
    lamps.fails = false;
    bench.run(3);
    assertTrue(lamps.isOn[0]);
    assertEquals("lamps", bench.all(Input.DeviceRecovered.class).getFirst().device());
  }

  @Test
  void mistakeOfOursInALampIsAFaultOfTheLampsOnly() {
    bench.run(3);
    lamps.isOurMistake = true;
    bench.run(10);
    assertEquals(List.of("lamps defect"), failed());
    bench.order(0);
    bench.run(1);
    assertEquals(List.of("order-0 ANSWERED"), bench.answers());
  }

  @Test
  void silentBoardsAreToldThoughLampsWork() {
    bench.run(3);
    bench.relay.silent = true;
    bench.eight.silent = true;
    bench.run(20);
    assertEquals(
        List.of("eight no_answer", "relay no_answer"), failed().stream().sorted().toList());
  }

  @Test
  void wireThatComesBackIsTakenAfreshAndLitAsBefore() {
    bench.run(3);
    show(7, SignalPattern.STEADY);
    bench.run(1);
    line.plugged = false;
    bench.run(3);
    show(4, SignalPattern.STEADY);
    lamps.seen.clear();
    line.plugged = true;
    bench.run(5);
    assertEquals(List.of("off", "0 on", "1 on"), lamps.seen);
    assertEquals(2, bench.relay.allOffs);
  }

  @Test
  void allAreOffAtTheEnd() {
    show(7, SignalPattern.STEADY);
    bench.run(3);
    bench.worker.close();
    assertEquals("off", lamps.seen.getLast());
    assertEquals(2, bench.relay.allOffs);
  }

  @Test
  void lampsMayBeAloneOnTheirBus() throws DeviceFault {
    LockLine alone = new LockLine();
    BusSetup setup =
        new BusSetup(
            "pins",
            alone,
            List.of(),
            List.of(),
            List.of(),
            null,
            new SignalChannel("lamps", List.of(0, 1), this::make));
    BusWorker worker = new BusWorker(0, setup, alone, bench, () -> 7, new SharedSupplies());
    worker.show(new Effect.ShowSignal(1, SignalPattern.SLOW_BLINK));
    while (alone.now < 10_000 * LockLine.MILLI) {
      worker.turn();
    }
    FarLamps own = made.getLast();
    assertEquals(5, own.seen.stream().filter("1 on"::equals).count());
    assertEquals(List.of(), alone.sent);
    worker.close();
    assertEquals("off", own.seen.getLast());
  }

  @Test
  void busWithoutSignalsHearsOfNone() {
    LockBench plain = new LockBench();
    plain.worker.show(new Effect.ShowSignal(0, SignalPattern.STEADY));
    plain.run(3);
    assertEquals(1, plain.relay.allOffs);
  }

  @Test
  void scalesAndLampsShareNoBus() {
    SignalChannel signals = new SignalChannel("lamps", List.of(0), this::make);
    ScaleChannel scale =
        new ScaleChannel(
            "scale",
            0,
            1,
            link -> {
              throw new AssertionError();
            });
    assertThrows(
        IllegalArgumentException.class,
        () -> new BusSetup("b", line, List.of(scale), List.of(), List.of(), null, signals));
    StationChannel station =
        new StationChannel(
            "radio",
            0,
            (link, nanos) -> {
              throw new AssertionError();
            },
            drawing -> {
              throw new AssertionError();
            });
    assertThrows(
        IllegalArgumentException.class,
        () -> new BusSetup("b", line, List.of(), List.of(), List.of(), station, signals));
  }
}
