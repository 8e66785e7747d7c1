package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.BytelessLink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTurnsTest {
  private static final long MILLI = 1_000_000L;

  private final List<Input> posted = new ArrayList<>();
  private final Bench bench = new Bench();

  /** Virtual time, and two probes that take their time. */
  private static final class Bench implements Pace, BytelessLink {
    private long now;
    private boolean there = true;
    private boolean missing;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void until(long nanos) {
      now = Math.max(now, nanos);
    }

    double measure(double celsius) throws DeviceFault {
      now += 750 * MILLI;
      if (missing && celsius > 10) {
        throw new DeviceFault(FaultKind.NO_ANSWER, "There is no probe", "look at it");
      }
      return celsius;
    }

    @Override
    public void open() throws DeviceFault {
      if (!there) {
        throw new DeviceFault(FaultKind.LINK_DOWN, "There is no folder", "load its overlay");
      }
    }

    @Override
    public void close() {}

    @Override
    public String where() {
      return "/sys/bus/w1/devices";
    }
  }

  private BusWorker worker() {
    BusSetup setup =
        new BusSetup(
            "w1",
            bench,
            List.of(),
            List.of(
                new ProbeChannel("fridge", () -> bench.measure(4.5)),
                new ProbeChannel("room", () -> bench.measure(21))),
            List.of(),
            null,
            null);
    Inputs inputs = new KeptInputs(posted);
    return new BusWorker(0, setup, bench, inputs, () -> 0, new SharedSupplies());
  }

  private void run(BusWorker worker, long seconds) {
    long end = bench.now + seconds * 1_000 * MILLI;
    while (bench.now - end < 0) {
      worker.turn();
    }
  }

  private <T extends Input> List<T> all(Class<T> type) {
    return posted.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void eachProbeIsReadEveryTenSeconds() {
    run(worker(), 60);
    List<Input.TemperatureRead> read = all(Input.TemperatureRead.class);
    assertTrue(read.size() >= 11 && read.size() <= 14, "read " + read.size());
    assertTrue(read.contains(new Input.TemperatureRead("fridge", 4.5)));
    assertTrue(read.contains(new Input.TemperatureRead("room", 21)));
    assertEquals(List.of(), all(Input.DeviceFailed.class));
  }

  @Test
  void missingProbeIsAFaultOfItsOwnAndTheOtherGoesOn() {
    BusWorker worker = worker();
    run(worker, 20);
    bench.missing = true;
    posted.clear();
    run(worker, 120);
    Input.DeviceFailed failed = all(Input.DeviceFailed.class).getFirst();
    assertEquals(1, all(Input.DeviceFailed.class).size());
    assertEquals("room", failed.device());
    assertEquals("Temperature probe room on bus w1: There is no probe", failed.what());
    assertEquals(List.of(), failed.cells());
    assertTrue(all(Input.TemperatureRead.class).size() >= 9);
    bench.missing = false;
    run(worker, 120);
    assertEquals("room", all(Input.DeviceRecovered.class).getFirst().device());
  }

  @Test
  void folderThatIsNotThereIsAFaultOfTheBus() {
    bench.there = false;
    BusWorker worker = worker();
    run(worker, 60);
    assertEquals("bus/w1", all(Input.DeviceFailed.class).getFirst().device());
    bench.there = true;
    run(worker, 120);
    assertEquals("bus/w1", all(Input.DeviceRecovered.class).getFirst().device());
  }
}
