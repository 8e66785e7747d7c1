package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
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
    private int openings;
    private boolean broken;
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
        if (broken && number == 0) {
          throw new IllegalStateException("a mistake of ours");
        }
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
      openings++;
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

  private class Mouth implements Inputs {
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
    worker =
        new BusWorker(
            0,
            new BusSetup("fridge", bench, scales),
            bench,
            new Mouth(),
            () -> 7,
            new SharedSupplies());
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
    assertEquals("bus/fridge", all(Input.DeviceFailed.class).getFirst().device());
    assertEquals(List.of(0, 1), all(Input.DeviceFailed.class).getFirst().cells());
    bench.plugged = true;
    run(5);
    assertEquals(1, all(Input.DeviceRecovered.class).size());
    assertEquals("bus/fridge", all(Input.DeviceRecovered.class).getFirst().device());
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
    Inputs deaf = new KeptInputs(kept);
    worker =
        new BusWorker(
            0,
            new BusSetup(
                "fridge",
                bench,
                List.of(new ScaleChannel("scale-a", 0, 100 * MILLI, link -> bench.scale(0)))),
            bench,
            deaf,
            () -> 7,
            new SharedSupplies());
    run(30);
    assertTrue(kept.size() <= 41, "held: " + kept.size());
    worker.recycle(((Input.Samples) kept.getFirst()).block());
    run(1);
    Input.SamplesLost lost =
        (Input.SamplesLost)
            kept.stream().filter(Input.SamplesLost.class::isInstance).findFirst().orElseThrow();
    assertTrue(lost.count() > 100, "lost: " + lost.count());
  }

  @Test
  void eachDeviceIsCountedOnceAMinute() {
    run(121);
    assertEquals(4, all(Input.DeviceCounted.class).size());
  }

  @Test
  void busOnWhichNobodyAnswersIsOneFaultAndIsOpenedAnew() {
    run(1);
    int before = bench.openings;
    bench.wrong[0] = FaultKind.NO_ANSWER;
    bench.wrong[1] = FaultKind.NO_ANSWER;
    run(30);
    assertEquals(1, all(Input.DeviceFailed.class).size());
    assertEquals("bus/fridge", all(Input.DeviceFailed.class).getFirst().device());
    assertEquals("no_answer", all(Input.DeviceFailed.class).getFirst().kind());
    assertTrue(bench.openings - before >= 5, "openings: " + bench.openings);
    bench.wrong[0] = null;
    bench.wrong[1] = null;
    run(5);
    assertEquals(1, all(Input.DeviceRecovered.class).size());
  }

  @Test
  void ourOwnMistakeOnOneDeviceIsItsFaultAndTheOthersGoOn() {
    run(1);
    bench.broken = true;
    int before = all(Input.Samples.class).size();
    run(10);
    assertEquals(1, all(Input.DeviceFailed.class).size());
    assertEquals("defect", all(Input.DeviceFailed.class).getFirst().kind());
    assertTrue(all(Input.Samples.class).size() - before > 45);
    bench.broken = false;
    run(5);
    assertEquals(1, all(Input.DeviceRecovered.class).size());
  }

  @Test
  void loosePlugIsFewFaultsAndEachEndsWithinFiveSeconds() {
    run(1);
    for (int i = 0; i < 50; i++) {
      bench.plugged = false;
      run(3);
      bench.plugged = true;
      run(5);
      assertEquals(
          all(Input.DeviceFailed.class).size(),
          all(Input.DeviceRecovered.class).size(),
          "pull " + i);
    }
    assertEquals(50, all(Input.DeviceFailed.class).size());
  }

  @Test
  void wireThatOpensAndFailsAtOnceIsNotTriedWithoutAPause() {
    bench.plugged = true;
    bench.wrong[0] = FaultKind.LINK_DOWN;
    bench.wrong[1] = FaultKind.LINK_DOWN;
    run(60);
    assertTrue(bench.openings < 70, "openings: " + bench.openings);
  }

  @Test
  void samplesOfASlowScaleDoNotWaitForTheNextOne() {
    List<ScaleChannel> slow =
        List.of(new ScaleChannel("scale-a", 0, 10_000 * MILLI, link -> bench.scale(0)));
    worker =
        new BusWorker(
            0,
            new BusSetup("fridge", bench, slow),
            bench,
            new Mouth(),
            () -> 7,
            new SharedSupplies());
    run(1);
    assertEquals(1, all(Input.Samples.class).size());
  }

  @Test
  void overloadIsASampleThatIsNoWeight() {
    List<Byte> qualities = new ArrayList<>();
    Scale heavy = () -> new ScaleReading(Double.NaN, ScaleReading.Condition.OVERLOAD);
    List<ScaleChannel> one = List.of(new ScaleChannel("a", 0, 100 * MILLI, link -> heavy));
    worker =
        new BusWorker(
            0,
            new BusSetup("fridge", bench, one),
            bench,
            new Mouth() {
              @Override
              public void post(Input input) {
                if (input instanceof Input.Samples samples) {
                  qualities.add(samples.block().quality(0));
                }
                super.post(input);
              }
            },
            () -> 7,
            new SharedSupplies());
    run(1);
    assertTrue(qualities.size() > 3);
    assertTrue(qualities.stream().allMatch(quality -> quality == SampleBlock.INVALID));
  }
}
