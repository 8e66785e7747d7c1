package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that happens on one bus, one exchange after the other, in a thread of its own. Speaks
 * to the rest of the agent only by inputs. A dead wire is one fault of the bus, not one of each
 * device on it.
 */
final class BusWorker {
  private static final int BLOCKS = 40;
  private static final int BLOCK_SAMPLES = 64;
  private static final long REOPEN_NANOS_MIN = 250_000_000L;
  private static final long REOPEN_NANOS_MAX = 4_000_000_000L;
  private static final long COUNT_NANOS = 60_000_000_000L;

  private final String bus;
  private final List<ScaleChannel> channels;
  private final Pace pace;
  private final Inputs inputs;
  private final SplittableRandom random;
  private final FlightRecorder link;
  private final BlockRing ring;
  private final List<Scale> scales = new ArrayList<>();
  private final List<FaultWatch> watches = new ArrayList<>();
  private final FaultWatch wire = new FaultWatch();
  private final long[] polls;
  private final long[] failures;

  // for one opening of the wire
  private boolean open;
  private PollPlan plan;
  private long reopenNanos = REOPEN_NANOS_MIN;
  private long nextCount;

  BusWorker(int number, BusSetup setup, Pace pace, Inputs inputs, long seed) {
    this.bus = setup.bus();
    this.channels = setup.scales();
    this.pace = pace;
    this.inputs = inputs;
    random = new SplittableRandom(seed);
    link = new FlightRecorder(setup.link(), pace);
    ring = new BlockRing(number, inputs, BLOCKS, BLOCK_SAMPLES);
    polls = new long[channels.size()];
    failures = new long[channels.size()];
    for (ScaleChannel channel : channels) {
      scales.add(channel.scale().apply(link));
      watches.add(new FaultWatch());
    }
    plan = plan();
    nextCount = pace.nanos() + COUNT_NANOS;
  }

  private PollPlan plan() {
    return new PollPlan(
        channels.stream().mapToLong(ScaleChannel::periodNanos).toArray(), pace.nanos());
  }

  String name() {
    return "bus-" + bus;
  }

  void recycle(SampleBlock block) {
    ring.recycle(block);
  }

  /** One step: opens the wire if it is down, or asks the device whose turn it is. */
  void turn() {
    if (!open) {
      reopen();
      return;
    }
    if (channels.isEmpty()) {
      pace.until(pace.nanos() + REOPEN_NANOS_MAX);
      return;
    }
    int device = plan.next();
    pace.until(plan.dueNanos(device));
    ask(device);
    ring.flush(pace.nanos());
    count();
  }

  private void reopen() {
    try {
      link.open();
      open = true;
      plan = plan();
      reopenNanos = REOPEN_NANOS_MIN;
    } catch (DeviceFault fault) {
      wireDown(fault);
      long wait = random.nextLong(reopenNanos / 2, reopenNanos + 1);
      reopenNanos = Math.min(2 * reopenNanos, REOPEN_NANOS_MAX);
      pace.until(pace.nanos() + wait);
    }
  }

  private void ask(int device) {
    ScaleChannel channel = channels.get(device);
    polls[device]++;
    try {
      ScaleReading reading = scales.get(device).read();
      long now = pace.nanos();
      ring.add(channel.cell(), now, reading.grams(), quality(reading));
      plan.answered(device, now);
      answered(device);
      wireUp();
    } catch (DeviceFault fault) {
      failures[device]++;
      plan.failed(device, pace.nanos());
      if (fault.kind() == FaultKind.LINK_DOWN) {
        wireDown(fault);
        return;
      }
      missed(device, fault);
    }
  }

  private static byte quality(ScaleReading reading) {
    return switch (reading.condition()) {
      case STABLE -> SampleBlock.STABLE;
      case MOVING -> SampleBlock.MOVING;
      case OVERLOAD, UNDERLOAD, FAULTY -> SampleBlock.INVALID;
    };
  }

  private void missed(int device, DeviceFault fault) {
    if (watches.get(device).missed(fault) == FaultWatch.Change.OPENED) {
      ScaleChannel channel = channels.get(device);
      inputs.post(
          new Input.DeviceFailed(
              channel.device(),
              fault.kind().word(),
              channel.device() + " on " + bus + ": " + fault.getMessage(),
              fault.check(),
              link.tell(),
              List.of(channel.cell())));
    }
  }

  private void answered(int device) {
    FaultWatch watch = watches.get(device);
    FaultKind kind = watch.kind();
    if (watch.answered() == FaultWatch.Change.CLOSED && kind != null) {
      ScaleChannel channel = channels.get(device);
      inputs.post(
          new Input.DeviceRecovered(
              channel.device(), kind.word(), watch.count(), List.of(channel.cell())));
      watch.reset();
    }
  }

  private void wireDown(DeviceFault fault) {
    open = false;
    link.close();
    if (wire.missed(fault) == FaultWatch.Change.OPENED) {
      inputs.post(
          new Input.DeviceFailed(
              bus,
              fault.kind().word(),
              bus + ": " + fault.getMessage(),
              fault.check(),
              link.tell(),
              cells()));
    }
  }

  /** The program itself failed in a turn: begins again with a fresh wire. */
  void broken(RuntimeException cause) {
    wireDown(
        new DeviceFault(
            FaultKind.LINK_DOWN,
            "the agent failed on this bus (" + cause + ")",
            "Report this with the exchanges that follow; the bus is tried again."));
    pace.until(pace.nanos() + REOPEN_NANOS_MAX);
  }

  private void wireUp() {
    FaultKind kind = wire.kind();
    if (wire.answered() == FaultWatch.Change.CLOSED && kind != null) {
      inputs.post(new Input.DeviceRecovered(bus, kind.word(), wire.count(), cells()));
      wire.reset();
    }
  }

  private List<Integer> cells() {
    return channels.stream().map(ScaleChannel::cell).toList();
  }

  private void count() {
    if (pace.nanos() - nextCount < 0) {
      return;
    }
    nextCount += COUNT_NANOS;
    for (int i = 0; i < polls.length; i++) {
      inputs.post(new Input.DeviceCounted(channels.get(i).device(), polls[i], failures[i]));
      polls[i] = 0;
      failures[i] = 0;
    }
  }

  void close() {
    link.close();
  }
}
