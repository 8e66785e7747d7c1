package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusWorkerTest {
  private static final long MILLI = 1_000_000L;

  private final List<Input> posted = new ArrayList<>();
  private final Bench bench = new Bench();
  private BusWorker worker;

  /** Virtual time, two scales and a wire that can be torn out. */
  private static final class Bench implements Pace, ByteLink {
    private long now;
    private boolean plugged = true;
    private boolean opened;
    private final FaultKind[] wrong = new FaultKind[2];

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void until(long nanos) {
      now = Math.max(now, nanos);
    }

    private DeviceFault down() {
      opened = false;
      return new DeviceFault(FaultKind.LINK_DOWN, "gone", "plug it in");
    }

    Scale scale(int number) {
      return () -> {
        now += 5 * MILLI;
        if (!plugged || !opened) {
          throw down();
        }
        if (wrong[number] != null) {
          now += 100 * MILLI;
          throw new DeviceFault(wrong[number], "is wrong", "look at it");
        }
        return new ScaleReading(1000 + number, ScaleReading.Condition.STABLE);
      };
    }

    @Override
    public void open() throws DeviceFault {
      if (!plugged) {
        throw down();
      }
      opened = true;
    }

    @Override
    public int read(byte[] into, int offset, int length, int waitMillis) {
      return 0;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void discardInput() {}

    @Override
    public void close() {
      opened = false;
    }

    @Override
    public String where() {
      return "bench";
    }
  }

  private final class Mouth implements Inputs {
    @Override
    public void post(Input input) {
      posted.add(input);
      if (input instanceof Input.Samples samples) {
        worker.recycle(samples.block());
      }
    }

    @Override
    public boolean offer(Input input) {
      return posted.add(input);
    }
  }

  @BeforeEach
  void wire() {
    List<ScaleChannel> scales =
        List.of(
            new ScaleChannel("scale-a", 0, 100 * MILLI, link -> bench.scale(0)),
            new ScaleChannel("scale-b", 1, 100 * MILLI, link -> bench.scale(1)));
    worker = new BusWorker(0, new BusSetup("fridge", bench, scales), bench, new Mouth(), 1);
  }

  private void run(double seconds) {
    long end = bench.now + (long) (seconds * 1e9);
    while (bench.now < end) {
      worker.turn();
    }
  }

  private <T extends Input> List<T> all(Class<T> kind) {
    return posted.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void samplesComeInBlocksOfAtMostATenthOfASecond() {
    run(10);
    int blocks = all(Input.Samples.class).size();
    assertTrue(blocks >= 60 && blocks <= 101, "blocks: " + blocks);
    assertEquals(List.of(), all(Input.DeviceFailed.class));
  }

  @Test
  void aSilentScaleIsOneFaultAndTheOtherGoesOn() {
    run(1);
    bench.wrong[0] = FaultKind.NO_ANSWER;
    run(20);
    int blocks = all(Input.Samples.class).size();
    assertEquals(1, all(Input.DeviceFailed.class).size());
    assertEquals("scale-a", all(Input.DeviceFailed.class).getFirst().device());
    assertEquals(List.of(0), all(Input.DeviceFailed.class).getFirst().cells());
    assertTrue(blocks > 100, "blocks: " + blocks);
    bench.wrong[0] = null;
    run(5);
    assertEquals(1, all(Input.DeviceRecovered.class).size());
    assertTrue(all(Input.DeviceRecovered.class).getFirst().count() >= 3);
  }

  @Test
  void oneBadFrameIsNoFault() {
    run(1);
    for (int i = 0; i < 10; i++) {
      bench.wrong[1] = FaultKind.GARBLED;
      run(0.11);
      bench.wrong[1] = null;
      run(1);
    }
    assertEquals(List.of(), all(Input.DeviceFailed.class));
  }

  @Test
  void anUnpluggedBusIsOneFaultOfTheBusAndComesBackWithinFiveSeconds() {
    run(1);
    bench.plugged = false;
    run(60);
    assertEquals(1, all(Input.DeviceFailed.class).size());
    assertEquals("fridge", all(Input.DeviceFailed.class).getFirst().device());
    assertEquals(List.of(0, 1), all(Input.DeviceFailed.class).getFirst().cells());
    bench.plugged = true;
    run(5);
    assertEquals(1, all(Input.DeviceRecovered.class).size());
    assertEquals("fridge", all(Input.DeviceRecovered.class).getFirst().device());
  }

  @Test
  void aBusThatIsNotThereAtTheStartIsAFaultToo() {
    bench.plugged = false;
    run(10);
    assertEquals(1, all(Input.DeviceFailed.class).size());
  }

  @Test
  void samplesThatNobodyFetchesAreReportedAsLost() {
    List<Input> kept = new ArrayList<>();
    Inputs deaf =
        new Inputs() {
          @Override
          public void post(Input input) {
            kept.add(input);
          }

          @Override
          public boolean offer(Input input) {
            return kept.add(input);
          }
        };
    worker =
        new BusWorker(
            0,
            new BusSetup(
                "fridge",
                bench,
                List.of(new ScaleChannel("scale-a", 0, 100 * MILLI, link -> bench.scale(0)))),
            bench,
            deaf,
            1);
    run(30);
    assertTrue(kept.size() <= 41, "held: " + kept.size());
    worker.recycle(((Input.Samples) kept.getFirst()).block());
    run(1);
    Input.SamplesLost lost = (Input.SamplesLost) kept.stream()
        .filter(Input.SamplesLost.class::isInstance).findFirst().orElseThrow();
    assertTrue(lost.count() > 100, "lost: " + lost.count());
  }

  @Test
  void eachDeviceIsCountedOnceAMinute() {
    run(121);
    assertEquals(4, all(Input.DeviceCounted.class).size());
  }
}
