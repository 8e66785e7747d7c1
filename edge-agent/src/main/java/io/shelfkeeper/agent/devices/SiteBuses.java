package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Entropy;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** All buses of the site, one thread each, named after its bus. */
public final class SiteBuses implements Buses {
  private static final long END_MILLIS = 1_000;

  private final List<BusWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  /**
   * @param setups the buses in the order of the site file: inputs name them by their index
   */
  public SiteBuses(List<BusSetup> setups, Inputs inputs, Entropy entropy) {
    for (int i = 0; i < setups.size(); i++) {
      workers.add(new BusWorker(i, setups.get(i), new ThreadPace(), inputs, entropy));
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
      }
    }
    worker.close();
  }

  @Override
  public void actuate(Actuation actuation) {
    throw new IllegalStateException("no lock is wired, so no order can have come this far");
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
