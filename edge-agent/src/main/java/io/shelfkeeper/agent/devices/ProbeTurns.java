package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the temperature probes of a bus in turn. Air and goods are slow: every ten seconds is often
 * enough to see a door that was left open.
 */
final class ProbeTurns implements Turns {
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private final List<ProbeChannel> channels;
  private final Pace pace;
  private final Wire wire;
  private final Inputs inputs;
  private PollPlan plan;

  ProbeTurns(List<ProbeChannel> channels, Pace pace, Wire wire, Inputs inputs) {
    this.channels = channels;
    this.pace = pace;
    this.wire = wire;
    this.inputs = inputs;
    plan = plan(pace.nanos());
  }

  private PollPlan plan(long now) {
    long[] periods = new long[channels.size()];
    Arrays.fill(periods, PERIOD_NANOS);
    return new PollPlan(periods, now);
  }

  @Override
  public void opened(long now) {
    plan = plan(now);
  }

  @Override
  public long dueNanos(long now) {
    return plan.dueNanos(plan.next());
  }

  @Override
  public void turn(long now) {
    int probe = plan.next();
    if (wire.ask(probe, () -> read(channels.get(probe)))) {
      plan.answered(probe, pace.nanos());
    } else {
      plan.failed(probe, pace.nanos());
    }
  }

  private void read(ProbeChannel channel) throws DeviceFault {
    double celsius = channel.thermometer().celsius();
    inputs.post(new Input.TemperatureRead(channel.device(), celsius));
  }

  @Override
  public long idleNanos(long atTheLatest) {
    return atTheLatest;
  }

  @Override
  public void idle(long now) {}

  @Override
  public void fails(int subject) {}

  /** Nothing hangs in a folder that opening it anew would help. */
  @Override
  public boolean reopens() {
    return false;
  }

  @Override
  public void end() {}
}
