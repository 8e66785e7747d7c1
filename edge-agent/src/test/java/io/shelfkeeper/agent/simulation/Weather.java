package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Set;
import java.util.function.Consumer;

/** What goes wrong, and when. All of it ends when the weather is told to clear up. */
final class Weather {
  private static final long YEAR_2100_MILLIS = 4_102_444_800_000L;

  private static final long SECOND = Moment.NANOS_PER_SECOND;

  private final World world;
  private final Chance chance;
  private final Set<Happening> happenings;
  private final boolean diskIsRestored;
  private final boolean backendIsRestored;
  private final boolean chatters;
  private boolean fair;

  /**
   * @param happenings what may happen; leaving some out does not shift the chance of the others
   */
  Weather(World world, Chance chance, Set<Happening> happenings) {
    this.world = world;
    this.chance = chance;
    this.happenings = happenings;
    // Where nobody acknowledges but the broker, a broker that forgets loses; that is the bargain.
    diskIsRestored = !world.brokerEndsRows && chance.happens(0.3);
    backendIsRestored = !world.brokerEndsRows && chance.happens(0.15);
    chatters = chance.happens(0.1);
    world.backend.rejects = world.brokerEndsRows || !chance.happens(0.1) ? 0 : 0.02;
  }

  void begin() {
    again(Happening.MOVE, 2, 9, dice -> world.shop.move());
    again(Happening.NOTE, 1, 12, dice -> world.programs.note());
    again(Happening.CUT_NETWORK, 5, 60, this::cutNetwork);
    again(Happening.SPOIL_NETWORK, 5, 60, this::spoilNetwork);
    again(Happening.CUT_POWER, 8, 60, this::cutPower);
    again(Happening.LOSE_BACKEND, 20, 90, this::loseBackend);
    again(Happening.BREAK_BUS, 10, 60, this::breakBus);
    again(Happening.JUMP_WALL, 10, 60, this::jumpWall);
    again(Happening.ORDER_FOR_NOTHING, 10, 60, dice -> world.cloud.order());
    again(Happening.VISIT, 6, 30, this::visit);
    again(Happening.REPLAY, 20, 60, dice -> world.cloud.replay());
    again(Happening.COUNT, 15, 60, dice -> world.count());
    again(Happening.HOLD_CELL, 40, 120, dice -> letGo(dice, world.hold()));
    again(Happening.FILL_DISK, 20, 90, this::fillDisk);
    if (chatters) {
      again(Happening.CHATTER, 5, 25, dice -> world.programs.chatter());
      again(Happening.LIMIT_ROWS, 10, 60, dice -> world.limitRows(dice.between(0, 300)));
    }
    again(Happening.FORCE_DOOR, 30, 90, dice -> world.locks.force());
    again(Happening.SILENCE_BOARD, 20, 90, this::silenceBoard);
    again(Happening.STOP_PROCESS, 20, 60, this::stopProcess);
    Chance pulses = chance.split();
    world.locks.powerCut =
        () -> {
          if (!fair && happenings.contains(Happening.CUT_POWER) && world.isAlive()) {
            world.die(pulses.millis(200, 8_000));
          }
        };
    again(Happening.ASK_FOR_STATE, 20, 60, dice -> world.backend.askForState());
    if (!world.brokerEndsRows) {
      again(Happening.RESTART_BROKER, 20, 90, dice -> world.cloud.restart());
    }
    if (diskIsRestored) {
      again(Happening.COPY_DISK, 10, 50, dice -> world.copyDisk());
      again(Happening.RESTORE_DISK, 40, 120, this::restoreDisk);
    }
    if (backendIsRestored) {
      again(Happening.BACK_UP_BACKEND, 10, 50, dice -> world.backUpBackend());
      again(Happening.RESTORE_BACKEND, 40, 120, dice -> world.restoreBackend());
    }
    // Last, so that worlds without it stay as they were. An older copy would bring back a journal
    // that was damaged since: then nobody knows what is lost.
    if (!diskIsRestored && !backendIsRestored && chance.split().happens(0.3)) {
      again(Happening.DAMAGE_DISK, 30, 150, world::damageDisk);
    }
    again(Happening.SEND_PRICES, 5, 40, world::sendPrices);
    if (chance.split().happens(0.2)) {
      again(Happening.SEND_PLANOGRAM, 10, 90, world::sendPlanogram);
    }
  }

  private void again(Happening happening, int fromSeconds, int toSeconds, Consumer<Chance> what) {
    Chance dice = chance.split();
    if (happenings.contains(happening)) {
      again(dice, fromSeconds, toSeconds, what);
    }
  }

  private void again(Chance dice, int fromSeconds, int toSeconds, Consumer<Chance> what) {
    world.timeline.after(
        dice.millis(fromSeconds * 1000L, toSeconds * 1000L),
        () -> {
          if (!fair) {
            what.accept(dice);
            again(dice, fromSeconds, toSeconds, what);
          }
        });
  }

  private void later(Chance dice, int fromMillis, int toMillis, Runnable what) {
    world.timeline.after(dice.millis(fromMillis, toMillis), what);
  }

  /** A shelf that is held too long must not hide what happened there from the end of the world. */
  private void letGo(Chance dice, String cell) {
    later(
        dice,
        1_000,
        20_000,
        () -> {
          if (!world.tell(new StaffRequest.ReleaseCell(cell))) {
            letGo(dice, cell);
          }
        });
  }

  private void cutNetwork(Chance dice) {
    if (dice.happens(0.3)) {
      world.cloud.deaf = true;
    } else {
      world.cloud.up = false;
      world.cloud.lose(-1);
    }
    later(dice, 500, 40_000, this::mendNetwork);
  }

  private void mendNetwork() {
    world.cloud.up = true;
    if (world.cloud.deaf) {
      // What was swallowed does not come back, so neither does the connection.
      world.cloud.deaf = false;
      world.cloud.lose(-1);
    }
  }

  private void spoilNetwork(Chance dice) {
    world.cloud.refuses = dice.happens(0.5) ? 0.2 : 0;
    world.cloud.lies = dice.happens(0.5) && !world.brokerEndsRows ? 0.1 : 0;
    world.cloud.repeats = dice.happens(0.5) ? 0.3 : 0.03;
    world.cloud.takesNot = dice.happens(0.3) ? 0.1 : 0;
    later(dice, 5_000, 20_000, this::mendSpoiled);
  }

  private void mendSpoiled() {
    world.cloud.refuses = 0;
    world.cloud.lies = 0;
    world.cloud.repeats = 0.03;
    world.cloud.takesNot = 0;
  }

  private void cutPower(Chance dice) {
    if (dice.happens(0.2) && world.isAlive()) {
      world.die(dice.millis(100, 20_000));
    } else {
      world.fuse.light(dice.between(0, 12));
    }
  }

  private void fillDisk(Chance dice) {
    world.fillDisk(dice.between(0, 200));
    later(dice, 1_000, 30_000, () -> world.fillDisk(Disk.PLENTY));
  }

  private void loseBackend(Chance dice) {
    world.cloud.backendUp = false;
    later(dice, 1_000, 60_000, this::mendBackend);
  }

  private void mendBackend() {
    world.cloud.backendUp = true;
    world.cloud.feedBackend();
  }

  private void breakBus(Chance dice) {
    int bus = dice.between(0, ModelShop.BUSES - 1);
    world.shop.breakBus(bus);
    later(dice, 1_000, 30_000, () -> world.shop.mendBus(bus));
  }

  /** One shopper, or several at once. */
  private void visit(Chance dice) {
    world.order();
    if (dice.happens(0.4)) {
      later(dice, 0, 2_500, world::order);
      later(dice, 0, 2_500, world::order);
    }
  }

  private void silenceBoard(Chance dice) {
    world.locks.silence();
    later(dice, 500, 10_000, world.locks::mend);
  }

  /** Somebody stops it, or the machine has better things to do; often while a door may open. */
  private void stopProcess(Chance dice) {
    world.order();
    later(dice, 0, 3_500, () -> world.stop(dice.millis(500, 20_000)));
  }

  /** By a month at most, or to any day from 1970 to 2100. */
  private void jumpWall(Chance dice) {
    long millis =
        dice.happens(0.3)
            ? dice.millis(0, YEAR_2100_MILLIS) / Moment.NANOS_PER_MILLI
                - world.timeline.wallMillis()
            : dice.millis(-2_592_000_000L, 2_592_000_000L) / Moment.NANOS_PER_MILLI;
    world.timeline.jumpWall(millis, ClockTrust.values()[dice.between(0, 2)]);
  }

  private void restoreDisk(Chance dice) {
    world.restoreDisk();
    if (dice.happens(0.6)) {
      // It goes on alone for a while, under numbers that the backend has seen.
      world.cloud.up = false;
      later(dice, 10_000, 40_000, this::mendNetwork);
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
    world.fillDisk(Disk.PLENTY);
    world.limitRows(Disk.PLENTY);
    world.locks.mend();
    world.tags.clearUp();
    world.look();
    for (int bus = 0; bus < ModelShop.BUSES; bus++) {
      world.shop.mendBus(bus);
    }
  }
}
