package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens on one bus, one exchange after the other, in a thread of its own. Speaks
 * to the rest of the agent only by inputs, and never lets one device keep it from the others.
 */
final class BusWorker {
  private static final int BLOCKS = 40;
  private static final int BLOCK_SAMPLES = 64;

  private final String bus;
  private final Pace pace;
  private final Wire wire;
  private final BlockRing ring;
  private final Orders orders;
  private final Turns turns;
  private final @Nullable TagTurns tags;
  private final @Nullable SignalTurns signals;

  BusWorker(
      int number,
      BusSetup setup,
      Pace pace,
      Inputs inputs,
      Entropy entropy,
      SharedSupplies supplies) {
    this.bus = setup.bus();
    this.pace = pace;
    ring = new BlockRing(number, inputs, BLOCKS, BLOCK_SAMPLES);
    orders = new Orders(inputs);
    wire = new Wire(bus, setup.link(), devices(setup), pace, inputs, entropy, this::fails);
    StationChannel station = setup.station();
    tags = station == null ? null : new TagTurns(station, pace, wire, inputs);
    Turns own;
    if (tags != null) {
      own = tags;
    } else if (!setup.probes().isEmpty()) {
      own = new ProbeTurns(setup.probes(), pace, wire, inputs);
    } else if (setup.boards().isEmpty()) {
      own = new ScaleTurns(setup.scales(), pace, wire, ring);
    } else {
      own = new LockTurns(setup.boards(), pace, wire, inputs, orders, supplies);
    }
    SignalChannel channel = setup.signals();
    signals =
        channel == null ? null : new SignalTurns(own, channel, setup.boards().size(), pace, wire);
    turns = signals == null ? own : signals;
  }

  private static List<BusDevice> devices(BusSetup setup) {
    List<BusDevice> devices = new ArrayList<>();
    StationChannel station = setup.station();
    if (station != null) {
      devices.add(new BusDevice(station.device(), "Station of price tags", List.of()));
    }
    setup
        .scales()
        .forEach(
            scale -> devices.add(new BusDevice(scale.device(), "Scale", List.of(scale.cell()))));
    setup
        .probes()
        .forEach(
            probe -> devices.add(new BusDevice(probe.device(), "Temperature probe", List.of())));
    setup
        .boards()
        .forEach(board -> devices.add(new BusDevice(board.device(), "Lock board", List.of())));
    SignalChannel signals = setup.signals();
    if (signals != null) {
      devices.add(new BusDevice(signals.device(), "Device of signals", List.of()));
    }
    return devices;
  }

  private void fails(int subject) {
    turns.fails(subject);
  }

  String name() {
    return "bus-" + bus;
  }

  /** Called by the loop. */
  void recycle(SampleBlock block) {
    ring.recycle(block);
  }

  /** Called by the loop; the thread of the bus has to be woken after it. */
  void actuate(Actuation order) {
    orders.add(order, pace.nanos());
  }

  /** Called by the loop: a job for the station of this bus. */
  void show(Effect.ShowLabel label) {
    if (tags != null) {
      tags.add(label);
    }
  }

  /** Called by the loop; the thread of the bus has to be woken after it. */
  void show(Effect.ShowSignal signal) {
    if (signals != null) {
      signals.show(signal.signal(), signal.pattern());
    }
  }

  /** One step: waits for what is due next, and does it. */
  void turn() {
    long now = pace.nanos();
    long due = wire.isOpen() ? turns.dueNanos(now) : wire.triedNanos();
    pace.until(turns.idleNanos(due));
    now = pace.nanos();
    turns.idle(now);
    wire.count(now);
    if (now - due < 0) {
      return;
    }
    if (wire.isOpen()) {
      turns.turn(now);
    } else {
      open(now);
    }
    if (turns.reopens() && wire.isSilent(pace.nanos())) {
      open(pace.nanos());
    }
  }

  private void open(long now) {
    wire.open(now);
    if (wire.isOpen()) {
      turns.opened(now);
    }
  }

  /** The program itself failed in a turn: begins again with a fresh wire. */
  void broken(RuntimeException cause) {
    wire.down(wire.defect(cause));
  }

  void close() {
    turns.end();
    wire.close();
  }
}
