package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All buses of the site, one thread each, named after its bus. */
public final class SiteBuses implements Buses {
  /** An exchange under way may last a second; then outputs are switched off. */
  private static final long END_MILLIS = 2_000;

  private final Inputs inputs;
  private final Consumer<String> impossible;
  private final List<BusWorker> workers = new ArrayList<>();
  private final Map<Integer, Integer> busOfLock = new HashMap<>();
  private final Map<Integer, Integer> busOfStation = new HashMap<>();
  private final Map<Integer, Integer> busOfSignal = new HashMap<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean ending;

  /**
   * @param setups the buses in the order of the site file: inputs name them by their index
   * @param impossible hears, from any thread, why the process has to end
   */
  public SiteBuses(
      List<BusSetup> setups, Inputs inputs, Entropy entropy, Consumer<String> impossible) {
    this.inputs = inputs;
    this.impossible = impossible;
    SharedSupplies supplies = new SharedSupplies();
    for (int i = 0; i < setups.size(); i++) {
      int bus = i;
      workers.add(new BusWorker(i, setups.get(i), new ThreadPace(), inputs, entropy, supplies));
      StationChannel station = setups.get(i).station();
      if (station != null) {
        busOfStation.put(station.station(), bus);
      }
      SignalChannel signals = setups.get(i).signals();
      if (signals != null) {
        signals.signals().forEach(signal -> busOfSignal.put(signal, bus));
      }
      setups.get(i).boards().stream()
          .flatMap(board -> board.outputs().stream())
          .forEach(
              output -> {
                busOfLock.put(output.lock(), bus);
                supplies.startAt(output, System.nanoTime());
              });
    }
  }

  @Override
  public void start() {
    for (BusWorker worker : workers) {
      threads.add(Thread.ofPlatform().name(worker.name()).daemon().start(() -> run(worker)));
    }
  }

  private void run(BusWorker worker) {
    while (!ending) {
      try {
        worker.turn();
      } catch (RuntimeException e) {
        // Our own mistake, met on one bus: the rest of the shop goes on.
        worker.broken(e);
      } catch (Error e) {
        // No memory, no class: nothing can be relied on any more, and a dead bus looks like a calm
        // one.
        impossible.accept("the thread " + worker.name() + " died of " + e);
        return;
      }
    }
    worker.close();
  }

  @Override
  public void actuate(Actuation actuation) {
    Integer bus = busOfLock.get(actuation.lock());
    if (bus == null) {
      inputs.post(
          new Input.Pulsed(
              actuation.order(),
              actuation.lock(),
              Input.PulseAnswer.NOT_SENT,
              "No board is wired to this lock. Check the site file."));
      return;
    }
    workers.get(bus).actuate(actuation);
    wake(bus);
  }

  private void wake(int bus) {
    if (bus < threads.size()) {
      LockSupport.unpark(threads.get(bus));
    }
  }

  @Override
  public void show(Effect.ShowLabel label) {
    Integer bus = busOfStation.get(label.station());
    if (bus != null) {
      workers.get(bus).show(label);
    }
  }

  @Override
  public void show(Effect.ShowSignal signal) {
    Integer bus = busOfSignal.get(signal.signal());
    if (bus != null) {
      workers.get(bus).show(signal);
      wake(bus);
    }
  }

  @Override
  public void recycle(int bus, SampleBlock block) {
    workers.get(bus).recycle(block);
  }

  @Override
  public void close() {
    ending = true;
    threads.forEach(LockSupport::unpark);
    for (Thread thread : threads) {
      try {
        thread.join(END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
