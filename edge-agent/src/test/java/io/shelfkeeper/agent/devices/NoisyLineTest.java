package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorNews;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.DoorView;
import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A line on which one byte in twenty is flipped in one bit, dropped or doubled, in both directions,
 * while doors move and orders come.
 */
class NoisyLineTest implements DoorNews {
  private static final int DOORS = 2;

  private final LockBench bench = new LockBench();
  private final Doors doors = new Doors(plan());
  private final Consumer<Fact> say = fact -> {};
  private final List<String> ordered = new ArrayList<>();

  /** Polls of a door's board since it is open and said to be shut. */
  private final int[] wrong = new int[DOORS];

  private int polls;
  private int missed;
  private int worst;
  private int heard;
  private SplittableRandom random = new SplittableRandom(0);

  private static DoorsPlan plan() {
    List<DoorPlan> doors = new ArrayList<>();
    for (int board = 0; board < DOORS; board++) {
      ContactPlan feedback = new ContactPlan(board, 1, true);
      doors.add(
          new DoorPlan("d" + board, 2 * board, "l" + board, board, "s", feedback, null, 60_000));
    }
    return new DoorsPlan(
        List.of(new DoorsPlan.Board("relay", "locks"), new DoorsPlan.Board("eight", "locks")),
        doors,
        null);
  }

  private byte[] spoiled(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte value : bytes) {
      int what = random.nextInt(100) < 5 ? random.nextInt(3) : 3;
      int flip = what == 0 ? 1 << random.nextInt(8) : 0;
      for (int copy = what == 1 ? 1 : what == 2 ? -1 : 0; copy < 2; copy += 2) {
        out.write(value ^ flip);
      }
    }
    return out.toByteArray();
  }

  private FarBoard board(int number) {
    return number == 0 ? bench.relay : bench.eight;
  }

  private boolean isOpen(int door) {
    return (board(door).closed & 1) == 0;
  }

  private void hear() {
    for (; heard < bench.posted.size(); heard++) {
      switch (bench.posted.get(heard)) {
        case Input.ContactsRead read -> {
          doors.contacts(at(read.nanos()), read, say, this);
          polls++;
          missed += read.isMissed() ? 1 : 0;
          judge(read.board());
        }
        case Input.DeviceFailed failed ->
            doors.deviceFailed(failed.device(), at(bench.line.now), say);
        default -> {} // not about doors
      }
    }
  }

  private static Moment at(long nanos) {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  private void judge(int door) {
    boolean lies = isOpen(door) && doors.state(2 * door) == DoorView.SHUT;
    wrong[door] = lies ? wrong[door] + 1 : 0;
    worst = Math.max(worst, wrong[door]);
  }

  private void live(double minutes, long seed) {
    random = new SplittableRandom(seed);
    bench.line.spoil = this::spoiled;
    long end = bench.line.now + (long) (minutes * 60e9);
    while (bench.line.now < end) {
      if (random.nextInt(12) == 0) {
        board(random.nextInt(DOORS)).closed ^= 1;
      }
      if (random.nextInt(30) == 0) {
        int lock = random.nextInt(4);
        ordered.add(bench.order(lock) + " " + lock);
      }
      bench.worker.turn();
      hear();
    }
  }

  private void judge(long seed) {
    String replay =
        " seed=" + seed + ": mvn -pl edge-agent -am test -Dtest=NoisyLineTest (see its seeds)";
    int unlocks = bench.unlocks().size();
    long sent =
        bench.all(Input.Pulsed.class).stream()
            .filter(pulsed -> pulsed.answer() != Input.PulseAnswer.NOT_SENT)
            .count();
    int pulses = bench.relay.pulses.size() + bench.eight.pulses.size();
    System.out.printf(
        "noisy line: seed=%d polls=%d missed=%d orders=%d unlock frames=%d pulses=%d"
            + " open but said shut for at most %d polls%n",
        seed, polls, missed, ordered.size(), unlocks, pulses, worst);
    assertEquals(sent, unlocks, "unlock frames and orders that were sent," + replay);
    assertTrue(pulses <= unlocks, "pulses nobody asked for," + replay);
    assertEquals(ordered.size(), bench.all(Input.Pulsed.class).size(), replay);
    assertTrue(bench.unlocks().stream().allMatch(this::wasOrdered), "wrong lock," + replay);
    assertTrue(worst <= 2, "an open door was said to be shut for " + worst + " polls," + replay);
    assertTrue(polls - missed > 500 && unlocks > 3, "too little happened," + replay);
  }

  private boolean wasOrdered(LockLine.Sent unlock) {
    boolean eight = unlock.bytes().length == 5;
    int channel = eight ? unlock.bytes()[2] : unlock.bytes()[3] + 1;
    int lock = (eight ? 2 : 0) + channel - 1;
    return ordered.stream().anyMatch(order -> order.endsWith(" " + lock));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void tenMinutesOfNoiseOpenNothingAndHideNoOpenDoor(long seed) {
    live(10, seed);
    judge(seed);
  }

  @Tag("deep")
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
  void hoursOfNoiseOpenNothingAndHideNoOpenDoor(long seed) {
    live(60, seed);
    judge(seed);
  }

  @Override
  public void opened(int lock, Moment now) {}

  @Override
  public void shut(int lock, Moment now) {}
}
