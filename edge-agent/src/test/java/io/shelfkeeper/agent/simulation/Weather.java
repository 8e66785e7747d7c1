package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;

/** What goes wrong, and when. All of it ends when the weather is told to clear up. */
final class Weather {
  private static final long SECOND = Moment.NANOS_PER_SECOND;

  private final World world;
  private final Chance chance;
  private final boolean diskIsRestored;
  private final boolean backendIsRestored;
  private boolean fair;

  Weather(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    // Where nobody acknowledges but the broker, a broker that forgets loses; that is the bargain.
    diskIsRestored = !world.brokerEndsRows && chance.happens(0.3);
    backendIsRestored = !world.brokerEndsRows && chance.happens(0.15);
    world.backend.rejects = world.brokerEndsRows || !chance.happens(0.1) ? 0 : 0.02;
  }

  void begin() {
    again(2, 9, world.shop::move);
    again(1, 12, world.programs::note);
    again(5, 60, this::cutNetwork);
    again(5, 60, this::spoilNetwork);
    again(8, 60, this::cutPower);
    again(20, 90, this::loseBackend);
    again(10, 60, this::breakBus);
    again(10, 60, this::jumpWall);
    again(10, 60, world.cloud::order);
    again(6, 30, this::visit);
    again(20, 60, world.cloud::replay);
    again(30, 90, world.locks::force);
    again(20, 90, this::silenceBoard);
    world.locks.powerCut =
        () -> {
          if (!fair && world.isAlive()) {
            world.die(chance.millis(200, 8_000));
          }
        };
    again(20, 60, world.backend::askForState);
    if (!world.brokerEndsRows) {
      again(20, 90, world.cloud::restart);
    }
    if (diskIsRestored) {
      again(10, 50, world::copyDisk);
      again(40, 120, this::restoreDisk);
    }
    if (backendIsRestored) {
      again(10, 50, world::backUpBackend);
      again(40, 120, world::restoreBackend);
    }
  }

  private void again(int fromSeconds, int toSeconds, Runnable what) {
    world.timeline.after(
        chance.millis(fromSeconds * 1000L, toSeconds * 1000L),
        () -> {
          if (!fair) {
            what.run();
            again(fromSeconds, toSeconds, what);
          }
        });
  }

  private void later(int fromMillis, int toMillis, Runnable what) {
    world.timeline.after(chance.millis(fromMillis, toMillis), what);
  }

  private void cutNetwork() {
    if (chance.happens(0.3)) {
      world.cloud.deaf = true;
    } else {
      world.cloud.up = false;
      world.cloud.lose(-1);
    }
    later(500, 40_000, this::mendNetwork);
  }

  private void mendNetwork() {
    world.cloud.up = true;
    if (world.cloud.deaf) {
      // What was swallowed does not come back, so neither does the connection.
      world.cloud.deaf = false;
      world.cloud.lose(-1);
    }
  }

  private void spoilNetwork() {
    world.cloud.refuses = chance.happens(0.5) ? 0.2 : 0;
    world.cloud.lies = chance.happens(0.5) && !world.brokerEndsRows ? 0.1 : 0;
    world.cloud.repeats = chance.happens(0.5) ? 0.3 : 0.03;
    world.cloud.takesNot = chance.happens(0.3) ? 0.1 : 0;
    later(5_000, 20_000, this::mendSpoiled);
  }

  private void mendSpoiled() {
    world.cloud.refuses = 0;
    world.cloud.lies = 0;
    world.cloud.repeats = 0.03;
    world.cloud.takesNot = 0;
  }

  private void cutPower() {
    if (chance.happens(0.2) && world.isAlive()) {
      world.die(chance.millis(100, 20_000));
    } else {
      world.fuse.light(chance.between(0, 12));
    }
  }

  private void loseBackend() {
    world.cloud.backendUp = false;
    later(1_000, 60_000, this::mendBackend);
  }

  private void mendBackend() {
    world.cloud.backendUp = true;
    world.cloud.feedBackend();
  }

  private void breakBus() {
    int bus = chance.between(0, ModelShop.BUSES - 1);
    world.shop.breakBus(bus);
    later(1_000, 30_000, () -> world.shop.mendBus(bus));
  }

  /** One shopper, or several at once. */
  private void visit() {
    world.order();
    if (chance.happens(0.4)) {
      later(0, 2_500, world::order);
      later(0, 2_500, world::order);
    }
  }

  private void silenceBoard() {
    world.locks.silence();
    later(500, 10_000, world.locks::mend);
  }

  private void jumpWall() {
    world.timeline.jumpWall(
        chance.millis(-2_592_000_000L, 2_592_000_000L) / Moment.NANOS_PER_MILLI,
        ClockTrust.values()[chance.between(0, 2)]);
  }

  private void restoreDisk() {
    world.restoreDisk();
    if (chance.happens(0.6)) {
      // It goes on alone for a while, under numbers that the backend has seen.
      world.cloud.up = false;
      later(10_000, 40_000, this::mendNetwork);
    }
  }

  /** Nothing goes wrong any more. */
  void clearUp() {
    fair = true;
    mendNetwork();
    mendSpoiled();
    mendBackend();
    world.backend.rejects = 0;
    world.fuse.remove();
    world.locks.mend();
    for (int bus = 0; bus < ModelShop.BUSES; bus++) {
      world.shop.mendBus(bus);
    }
  }
}
