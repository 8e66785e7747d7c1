package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;
import java.util.function.IntConsumer;
import org.tinylog.Logger;

/**
 * The one owner of a bus's wire: opens it, opens it again, counts, and tells what begins and ends
 * to fail. Never lets a fault of one device reach the others.
 */
final class Wire {
  private static final long COUNT_NANOS = 60_000_000_000L;

  /** A wire on which nothing works so long is opened anew: adapters hang, too. */
  private static final long DEAD_NANOS = 3_000_000_000L;

  /** One exchange with a device. */
  interface Question {
    void ask() throws DeviceFault;
  }

  // for the process
  private final String bus;
  private final List<BusDevice> devices;
  private final Pace pace;
  private final Inputs inputs;
  private final IntConsumer fails;
  private final FlightRecorder link;
  private final BusHealth health;
  private final Reopening reopening;
  private final long[] polls;
  private final long[] failures;
  private final boolean[] failed;
  private long countNanos;

  /** The last mistake of our own that was logged: once is enough. */
  private String defect = "";

  // for one opening of the wire
  private boolean open;
  private long triedNanos;
  private long heardNanos;

  /**
   * @param fails told before a fault is, so that what is held goes first
   */
  Wire(
      String bus,
      ByteLink port,
      List<BusDevice> devices,
      Pace pace,
      Inputs inputs,
      Entropy entropy,
      IntConsumer fails) {
    this.bus = bus;
    this.devices = List.copyOf(devices);
    this.pace = pace;
    this.inputs = inputs;
    this.fails = fails;
    link = new FlightRecorder(port, pace);
    health = new BusHealth(devices.size(), new Told());
    reopening = new Reopening(entropy);
    polls = new long[devices.size()];
    failures = new long[devices.size()];
    failed = new boolean[devices.size()];
    triedNanos = pace.nanos();
    countNanos = pace.nanos() + COUNT_NANOS;
  }

  FlightRecorder link() {
    return link;
  }

  boolean isOpen() {
    return open;
  }

  /** When it is to be opened, while it is not open. */
  long triedNanos() {
    return triedNanos;
  }

  /** Whether this device is reported not to work, alone or with the whole bus. */
  boolean hasFailed(int device) {
    return failed[device];
  }

  /** Whether nothing has worked for so long that the wire should be opened anew. */
  boolean isSilent(long now) {
    return open && health.isDead() && now - heardNanos >= DEAD_NANOS;
  }

  /** Opens it, anew if it is open. */
  void open(long now) {
    link.close();
    try {
      link.open();
      open = true;
      heardNanos = now;
    } catch (DeviceFault fault) {
      down(fault);
    }
  }

  /**
   * One exchange with a device, whatever comes of it.
   *
   * @return whether it worked
   */
  boolean ask(int device, Question question) {
    polls[device]++;
    try {
      question.ask();
      long now = pace.nanos();
      link.note("ok");
      health.answered(device, now);
      reopening.worked();
      heardNanos = now;
      return true;
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
    return false;
  }

  private void missed(int device, DeviceFault fault) {
    if (fault.kind() == FaultKind.LINK_DOWN) {
      down(fault);
    } else {
      health.missed(device, fault, pace.nanos());
    }
  }

  /** It is gone, or could not be opened. */
  void down(DeviceFault fault) {
    long now = pace.nanos();
    open = false;
    link.close();
    triedNanos = now + reopening.nextNanos();
    health.linkDown(fault, now);
  }

  /** A mistake of our own as a fault; logged if it is a new one. */
  DeviceFault defect(RuntimeException cause) {
    if (!cause.toString().equals(defect)) {
      defect = cause.toString();
      Logger.error(cause, "The agent itself failed bus={}", bus);
    }
    return new DeviceFault(
        FaultKind.DEFECT, "the agent itself failed: " + cause, "Report this with the log.");
  }

  /** Tells once a minute how the devices answered. */
  void count(long now) {
    if (now - countNanos < 0) {
      return;
    }
    countNanos = now + COUNT_NANOS;
    for (int i = 0; i < polls.length; i++) {
      inputs.post(new Input.DeviceCounted(devices.get(i).device(), polls[i], failures[i]));
      polls[i] = 0;
      failures[i] = 0;
    }
  }

  void close() {
    open = false;
    link.close();
  }

  /** Turns what begins and ends into inputs, in the words of the site file. */
  private final class Told implements BusHealth.Report {
    @Override
    public void opened(int subject, DeviceFault fault) {
      mark(subject, true);
      fails.accept(subject);
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
      mark(subject, false);
      inputs.post(new Input.DeviceRecovered(word(subject), kind.word(), count, cells(subject)));
    }

    private void mark(int subject, boolean is) {
      for (int i = 0; i < failed.length; i++) {
        failed[i] = subject == i || subject == BusHealth.BUS ? is : failed[i];
      }
    }

    private String word(int subject) {
      return subject == BusHealth.BUS ? "bus/" + bus : devices.get(subject).device();
    }

    private String where(int subject) {
      return subject == BusHealth.BUS
          ? "Bus " + bus + " (" + link.where() + ")"
          : devices.get(subject).kind() + " " + word(subject) + " on bus " + bus;
    }

    private List<Integer> cells(int subject) {
      return subject == BusHealth.BUS
          ? devices.stream().flatMap(device -> device.cells().stream()).toList()
          : devices.get(subject).cells();
    }
  }
}
