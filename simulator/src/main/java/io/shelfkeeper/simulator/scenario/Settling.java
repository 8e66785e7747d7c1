package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.world.Doors;
import java.util.List;

/** A far end before which doors do what their coils made them do: the truth is told first. */
record Settling(FarEnd farEnd, Doors doors) implements FarEnd {

  @Override
  public List<Sending> hear(byte[] bytes, int hostBaud, long nanos) {
    doors.settle(nanos);
    return farEnd.hear(bytes, hostBaud, nanos);
  }

  @Override
  public List<Sending> idle(int hostBaud, long nanos) {
    doors.settle(nanos);
    return farEnd.idle(hostBaud, nanos);
  }

  @Override
  public void hungUp(long nanos) {
    doors.settle(nanos);
    farEnd.hungUp(nanos);
  }

  @Override
  public long wakeNanos() {
    return farEnd.wakeNanos();
  }
}
