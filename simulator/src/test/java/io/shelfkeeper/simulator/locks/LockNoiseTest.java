package io.shelfkeeper.simulator.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Dice;
import io.shelfkeeper.simulator.world.DoorEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ten minutes on lines where each byte is flipped, lost or doubled with 5 % probability. The check
 * byte of an 8A board cannot see two equal flips in one frame: of a million unlocks under so much
 * noise some would move another lock of the board, which no host can prevent.
 */
class LockNoiseTest {
  private static final double NOISE = 0.05;
  private static final double MINUTES = 10;
  private static final String[] BOARD_LOCKS = {"lock-c1", "lock-c2", "lock-c3"};
  private static final String[] RELAY_LOCKS = {"lock-r1", "lock-r2"};

  private int sent;
  private int reads;
  private int pulses;

  private record Order(String lock, long fromNanos, long untilNanos) {
    boolean explains(DoorEvent.Pulse pulse) {
      long at = pulse.startNanos();
      return pulse.lock().equals(lock) && at >= fromNanos && at <= untilNanos;
    }
  }

  @Test
  void noiseMovesNothingThatWasNotOrdered() throws CannotDo {
    long first = Long.getLong("seed", 1);
    play(first, first + 2);
  }

  @Test
  @Tag("deep")
  void muchMoreNoiseMovesNothingThatWasNotOrdered() throws CannotDo {
    play(1_000, 1_100);
  }

  private void play(long from, long to) throws CannotDo {
    for (long seed = from; seed < to; seed++) {
      play(seed);
    }
    System.out.printf(
        "noise %.0f %%: %d good reads, %d unlocks sent, %d pulses%n",
        100 * NOISE, reads, sent, pulses);
    assertTrue(pulses > 0 && reads > 0);
  }

  private void play(long seed) throws CannotDo {
    Locker locker = new Locker(seed);
    Dice dice = new Dice(seed, "orders");
    locker.tell("fault --bus lock-bus --kind noise --amount " + NOISE);
    locker.tell("fault --bus relay-bus --kind noise --amount " + NOISE);
    List<Order> orders = new ArrayList<>();
    long end = locker.time.now + (long) (MINUTES * 60 * Locker.SECOND);
    while (locker.time.now < end) {
      read(locker.board);
      read(locker.relay);
      if (dice.chance(0.05)) {
        order(locker, orders, locker.board, BOARD_LOCKS, 300, dice);
        order(locker, orders, locker.relay, RELAY_LOCKS, 700, dice);
      }
      locker.pass(0.25);
    }
    assertExplained(locker.pulses(), orders, seed);
  }

  private void read(LockBoard board) {
    try {
      board.contacts();
      reads++;
    } catch (DeviceFault fault) {
      // Noise; the next one may be better.
      return;
    }
  }

  private void order(
      Locker locker, List<Order> orders, LockBoard board, String[] locks, int millis, Dice dice) {
    int channel = 1 + dice.below(locks.length);
    long before = locker.time.now;
    try {
      board.lock(channel, millis).unlock(Long.MAX_VALUE);
      sent++;
      orders.add(new Order(locks[channel - 1], before, locker.time.now));
    } catch (DeviceFault fault) {
      // Certainly not moved: then no pulse may be there that only this order would explain.
      return;
    }
  }

  private void assertExplained(List<DoorEvent.Pulse> seen, List<Order> orders, long seed) {
    List<Order> left = new ArrayList<>(orders);
    for (DoorEvent.Pulse pulse : seen) {
      Order order = left.stream().filter(one -> one.explains(pulse)).findFirst().orElse(null);
      String replay =
          "seed " + seed + "; replay: mvn -pl simulator test -Dtest=LockNoiseTest -Dseed=";
      assertTrue(left.remove(order), () -> pulse + " was not ordered; " + replay + seed);
      long most = pulse.lock().startsWith("lock-r") ? 700 : 300;
      assertEquals(most, (pulse.endNanos() - pulse.startNanos()) / 1_000_000, replay + seed);
    }
    pulses += seen.size();
  }
}
