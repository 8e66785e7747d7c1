package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.devices.Health.Doubtful;
import io.shelfkeeper.agent.devices.Health.Failed;
import io.shelfkeeper.agent.devices.Health.Past;
import io.shelfkeeper.agent.devices.Health.Seen;
import io.shelfkeeper.agent.devices.Health.Well;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.Arrays;

/**
 * How a bus and its devices are, and whose fault it is. A bus on which nothing works is one fault
 * of the bus, never one of each device. Pure: time comes with each call, and changes are told at
 * once.
 */
final class BusHealth {
  /** The place of the bus itself among its devices. */
  static final int BUS = -1;

  /** Hears what begins and what ends, each once. */
  interface Report {
    /**
     * @param subject number of the device, or {@link #BUS}
     */
    void opened(int subject, DeviceFault fault);

    void closed(int subject, FaultKind kind, long count);
  }

  private final Report report;
  private final Health[] devices;
  private Health bus = new Well(Past.NONE);
  private boolean answered;
  private long answeredNanos;

  BusHealth(int devices, Report report) {
    this.report = report;
    this.devices = new Health[devices];
    Arrays.fill(this.devices, new Well(Past.NONE));
  }

  void answered(int device, long now) {
    answered = true;
    answeredNanos = now;
    see(device, new Seen.Good(), now);
    if (!(bus instanceof Well)) {
      see(BUS, new Seen.Good(), now);
      // Those that were silent together have not been asked since: their doubt begins anew.
      forgive(now);
    }
    for (int i = 0; i < devices.length; i++) {
      judge(i, now);
    }
  }

  void missed(int device, DeviceFault fault, long now) {
    see(device, new Seen.Missed(fault), now);
    if (bus instanceof Failed && isDead()) {
      see(BUS, new Seen.Missed(ofAll(fault)), now);
      return;
    }
    judge(device, now);
  }

  /** The wire itself is gone, or could not be opened. */
  void linkDown(DeviceFault fault, long now) {
    forgive(now);
    see(BUS, new Seen.Missed(fault), now);
    if (bus instanceof Doubtful d && d.isRipe(now)) {
      see(BUS, new Seen.Blamed(), now);
    }
  }

  /** Whether nothing on the bus works. */
  boolean isDead() {
    return devices.length > 0 && Arrays.stream(devices).noneMatch(Well.class::isInstance);
  }

  /** One device fails: alone, with all others, or it cannot be said yet. */
  private void judge(int device, long now) {
    if (!(devices[device] instanceof Doubtful d) || !d.isRipe(now) || bus instanceof Failed) {
      return;
    }
    if (devices.length == 1 || answered && answeredNanos - d.sinceNanos() > 0) {
      see(device, new Seen.Blamed(), now);
    } else if (isDead()) {
      see(BUS, new Seen.Missed(ofAll(d.fault())), now);
      see(BUS, new Seen.Blamed(), now);
    }
  }

  private void forgive(long now) {
    for (int i = 0; i < devices.length; i++) {
      if (devices[i] instanceof Doubtful) {
        see(i, new Seen.Good(), now);
      }
    }
  }

  private DeviceFault ofAll(DeviceFault last) {
    return new DeviceFault(
        last.kind(),
        "none of its " + devices.length + " devices works; the last word: " + last.what(),
        last.kind() == FaultKind.NO_ANSWER
            ? "Check the cable from the adapter to the first device, the supply of the devices and"
                + " the baud rate."
            : last.check());
  }

  private void see(int subject, Seen seen, long now) {
    Health before = subject == BUS ? bus : devices[subject];
    Health after = Health.step(before, seen, now);
    if (subject == BUS) {
      bus = after;
    } else {
      devices[subject] = after;
    }
    tell(subject, before, after);
  }

  private void tell(int subject, Health before, Health after) {
    DeviceFault was = before instanceof Failed f ? f.fault() : null;
    DeviceFault is = after instanceof Failed f ? f.fault() : null;
    if (was == is) {
      return;
    }
    if (before instanceof Failed f) {
      report.closed(subject, f.fault().kind(), f.count());
    }
    if (after instanceof Failed f) {
      report.opened(subject, f.fault());
    }
  }
}
