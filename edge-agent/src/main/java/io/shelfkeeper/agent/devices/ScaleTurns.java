package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import java.util.List;

/** Reads the scales of a bus in turn, each as often as the site file wants. */
final class ScaleTurns implements Turns {
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final List<ScaleChannel> channels;
  private final List<Scale> scales;
  private final Pace pace;
  private final Wire wire;
  private final BlockRing ring;
  private PollPlan plan;

  ScaleTurns(List<ScaleChannel> channels, Pace pace, Wire wire, BlockRing ring) {
    this.channels = channels;
    this.pace = pace;
    this.wire = wire;
    this.ring = ring;
    scales = channels.stream().map(channel -> channel.scale().apply(wire.link())).toList();
    plan = plan(pace.nanos());
  }

  private PollPlan plan(long now) {
    return new PollPlan(channels.stream().mapToLong(ScaleChannel::periodNanos).toArray(), now);
  }

  @Override
  public void opened(long now) {
    plan = plan(now);
  }

  @Override
  public long dueNanos(long now) {
    return channels.isEmpty() ? now + IDLE_NANOS : plan.dueNanos(plan.next());
  }

  @Override
  public void turn(long now) {
    if (channels.isEmpty()) {
      return;
    }
    int device = plan.next();
    if (wire.ask(device, () -> read(device))) {
      plan.answered(device, pace.nanos());
    } else {
      plan.failed(device, pace.nanos());
    }
  }

  private void read(int device) throws DeviceFault {
    ScaleReading reading = scales.get(device).read();
    ring.add(channels.get(device).cell(), pace.nanos(), reading.grams(), quality(reading));
  }

  private static byte quality(ScaleReading reading) {
    return switch (reading.condition()) {
      case STABLE -> SampleBlock.STABLE;
      case MOVING -> SampleBlock.MOVING;
      case OVERLOAD, UNDERLOAD, FAULTY -> SampleBlock.INVALID;
    };
  }

  @Override
  public long idleNanos(long atTheLatest) {
    return ring.flushNanos(atTheLatest);
  }

  @Override
  public void idle(long now) {
    ring.flushIfDue(now);
  }

  @Override
  public void fails(int subject) {
    ring.flush();
  }

  @Override
  public void end() {
    ring.flush();
  }
}
