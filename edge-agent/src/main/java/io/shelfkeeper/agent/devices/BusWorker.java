package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import java.util.List;
import org.tinylog.Logger;

/**
 * Everything that happens on one bus, one exchange after the other, in a thread of its own. Speaks
 * to the rest of the agent only by inputs, and never lets one device keep it from the others.
 */
final class BusWorker {
  private static final int BLOCKS = 40;
  private static final int BLOCK_SAMPLES = 64;
  private static final long COUNT_NANOS = 60_000_000_000L;
  private static final long IDLE_NANOS = 1_000_000_000L;

  /** A wire on which nothing works so long is opened anew: adapters hang, too. */
  private static final long DEAD_NANOS = 3_000_000_000L;

  // for the process
  private final String bus;
  private final List<ScaleChannel> channels;
  private final List<Scale> scales;
  private final Pace pace;
  private final Inputs inputs;
  private final FlightRecorder link;
  private final BlockRing ring;
  private final BusHealth health;
  private final Reopening reopening;
  private final long[] polls;
  private final long[] failures;
  private long countNanos;

  /** The last mistake of our own that was logged: once is enough. */
  private String defect = "";

  // for one opening of the wire
  private boolean open;
  private PollPlan plan;
  private long triedNanos;
  private long heardNanos;

  BusWorker(int number, BusSetup setup, Pace pace, Inputs inputs, Entropy entropy) {
    this.bus = setup.bus();
    this.channels = setup.scales();
    this.pace = pace;
    this.inputs = inputs;
    link = new FlightRecorder(setup.link(), pace);
    ring = new BlockRing(number, inputs, BLOCKS, BLOCK_SAMPLES);
    health = new BusHealth(channels.size(), new Told());
    reopening = new Reopening(entropy);
    polls = new long[channels.size()];
    failures = new long[channels.size()];
    scales = channels.stream().map(channel -> channel.scale().apply(link)).toList();
    plan = plan();
    triedNanos = pace.nanos();
    countNanos = pace.nanos() + COUNT_NANOS;
  }

  String name() {
    return "bus-" + bus;
  }

  /** Called by the loop. */
  void recycle(SampleBlock block) {
    ring.recycle(block);
  }

  /** One step: waits for what is due next, and does it. */
  void turn() {
    long now = pace.nanos();
    long due = nextNanos(now);
    pace.until(ring.flushNanos(due));
    now = pace.nanos();
    ring.flushIfDue(now);
    count(now);
    if (now - due < 0) {
      return;
    }
    if (!open) {
      open(now);
    } else if (!channels.isEmpty()) {
      ask(plan.next());
    }
  }

  private long nextNanos(long now) {
    if (!open) {
      return triedNanos;
    }
    return channels.isEmpty() ? now + IDLE_NANOS : plan.dueNanos(plan.next());
  }

  private PollPlan plan() {
    return new PollPlan(
        channels.stream().mapToLong(ScaleChannel::periodNanos).toArray(), pace.nanos());
  }

  private void open(long now) {
    try {
      link.open();
      open = true;
      heardNanos = now;
      plan = plan();
    } catch (DeviceFault fault) {
      down(fault);
    }
  }

  private void ask(int device) {
    polls[device]++;
    try {
      ScaleReading reading = scales.get(device).read();
      long now = pace.nanos();
      link.note("ok");
      ring.add(channels.get(device).cell(), now, reading.grams(), quality(reading));
      plan.answered(device, now);
      health.answered(device, now);
      reopening.worked();
      heardNanos = now;
    } catch (DeviceFault fault) {
      failures[device]++;
      link.note(fault.kind().word());
      missed(device, fault);
    } catch (RuntimeException e) {
      // Our own mistake, met on what one device said: its fault is reported, the others go on.
      failures[device]++;
      link.note("defect");
      missed(device, defect(e));
    }
  }

  private DeviceFault defect(RuntimeException cause) {
    if (!cause.toString().equals(defect)) {
      defect = cause.toString();
      Logger.error(cause, "The agent itself failed bus={}", bus);
    }
    return new DeviceFault(
        FaultKind.DEFECT, "the agent itself failed: " + cause, "Report this with the log.");
  }

  private void missed(int device, DeviceFault fault) {
    if (fault.kind() == FaultKind.LINK_DOWN) {
      down(fault);
      return;
    }
    long now = pace.nanos();
    plan.failed(device, now);
    health.missed(device, fault, now);
    if (health.isDead() && now - heardNanos >= DEAD_NANOS) {
      link.close();
      open(now);
    }
  }

  private void down(DeviceFault fault) {
    long now = pace.nanos();
    open = false;
    link.close();
    triedNanos = now + reopening.nextNanos();
    health.linkDown(fault, now);
  }

  /** The program itself failed in a turn: begins again with a fresh wire. */
  void broken(RuntimeException cause) {
    down(defect(cause));
  }

  private static byte quality(ScaleReading reading) {
    return switch (reading.condition()) {
      case STABLE -> SampleBlock.STABLE;
      case MOVING -> SampleBlock.MOVING;
      case OVERLOAD, UNDERLOAD, FAULTY -> SampleBlock.INVALID;
    };
  }

  private void count(long now) {
    if (now - countNanos < 0) {
      return;
    }
    countNanos = now + COUNT_NANOS;
    for (int i = 0; i < polls.length; i++) {
      inputs.post(new Input.DeviceCounted(channels.get(i).device(), polls[i], failures[i]));
      polls[i] = 0;
      failures[i] = 0;
    }
  }

  void close() {
    ring.flush();
    link.close();
  }

  /** Turns what begins and ends into inputs, in the words of the site file. */
  private final class Told implements BusHealth.Report {
    @Override
    public void opened(int subject, DeviceFault fault) {
      ring.flush();
      inputs.post(
          new Input.DeviceFailed(
              word(subject),
              fault.kind().word(),
              where(subject) + ": " + fault.what(),
              fault.check(),
              link.tell(),
              cells(subject)));
    }

    @Override
    public void closed(int subject, FaultKind kind, long count) {
      inputs.post(new Input.DeviceRecovered(word(subject), kind.word(), count, cells(subject)));
    }

    private String word(int subject) {
      return subject == BusHealth.BUS ? "bus/" + bus : channels.get(subject).device();
    }

    private String where(int subject) {
      return subject == BusHealth.BUS
          ? "Bus " + bus + " (" + link.where() + ")"
          : "Scale " + channels.get(subject).device() + " on bus " + bus;
    }

    private List<Integer> cells(int subject) {
      return subject == BusHealth.BUS
          ? channels.stream().map(ScaleChannel::cell).toList()
          : List.of(channels.get(subject).cell());
    }
  }
}
