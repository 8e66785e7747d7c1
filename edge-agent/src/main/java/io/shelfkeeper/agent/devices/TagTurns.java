package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tinylog.Logger;

/**
 * Listens to a station of price tags all the time, and hands it the jobs that the loop has given.
 * What it hears goes to the loop once a second, or at once when it is much: a commit for each of
 * thousands of confirmations would wear the card.
 */
final class TagTurns implements Turns {
  /** Tags get tired of waiting. */
  private static final int TURN_MILLIS = 40;

  /** Fits no glass. */
  private static final TagPicture NONE = new TagPicture(1, 1, new byte[1], new byte[1]);

  private static final long TELL_NANOS = 1_000_000_000L;
  private static final int HEARD_MAX = 64;

  private final StationChannel channel;
  private final Wire wire;
  private final Pace pace;
  private final Inputs inputs;
  private final PriceTags tags;

  /** At most one for each tag waits in the core, so it is bounded by the tags of the station. */
  private final Queue<Effect.ShowLabel> labels = new ConcurrentLinkedQueue<>();

  private final List<TagReading> heard = new ArrayList<>();
  private long toldNanos;

  TagTurns(StationChannel channel, Pace pace, Wire wire, Inputs inputs) {
    this.channel = channel;
    this.pace = pace;
    this.wire = wire;
    this.inputs = inputs;
    tags = channel.maker().make(wire.link(), pace::nanos);
    toldNanos = pace.nanos();
  }

  /** Called by the loop. */
  void add(Effect.ShowLabel label) {
    labels.add(label);
  }

  @Override
  public void opened(long now) {}

  @Override
  public long dueNanos(long now) {
    return now;
  }

  @Override
  public void turn(long now) {
    take();
    wire.ask(0, this::listen);
    tell(pace.nanos());
  }

  private void take() {
    for (Effect.ShowLabel label = labels.poll(); label != null; label = labels.poll()) {
      tags.show(job(label));
    }
  }

  private TagJob job(Effect.ShowLabel label) {
    return new TagJob(
        label.job(),
        label.tag(),
        label.model(),
        () -> picture(label),
        label.showing(),
        label.deadlineNanos());
  }

  /** One label that cannot be drawn must not stop the others: its job ends, and that is told. */
  private TagPicture picture(Effect.ShowLabel label) {
    try {
      return channel.drawer().draw(label.drawing());
    } catch (IllegalStateException e) {
      Logger.error(
          "No label for a tag: {} tag={} sku={}",
          String.valueOf(e.getMessage()),
          label.tag(),
          label.drawing().text().sku());
      return NONE;
    }
  }

  private void listen() throws DeviceFault {
    heard.addAll(tags.turn(TURN_MILLIS));
  }

  private void tell(long now) {
    boolean isDue = now - toldNanos >= TELL_NANOS || heard.size() >= HEARD_MAX;
    if (heard.isEmpty()) {
      return;
    }
    boolean ready = heard.stream().anyMatch(TagReading.StationReady.class::isInstance);
    if (isDue || ready) {
      inputs.post(new Input.TagsHeard(channel.station(), heard));
      heard.clear();
      toldNanos = now;
    }
  }

  @Override
  public long idleNanos(long atTheLatest) {
    return atTheLatest;
  }

  @Override
  public void idle(long now) {}

  @Override
  public void fails(int subject) {
    tell(pace.nanos() + TELL_NANOS); // what was heard before the fault is told before it
  }

  /** The driver itself begins anew with its station; a port that opens anew may reset it. */
  @Override
  public boolean reopens() {
    return false;
  }

  @Override
  public void end() {
    tell(pace.nanos() + TELL_NANOS);
  }
}
