package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library leaves nothing behind, however a connection ends. */
class ThreadsTest {
  /** The first ones load classes and fill caches. */
  private static final int WARM_ROUNDS = 100;

  private static final int LANES = 5;

  /** What this process holds, when all that has ended has let go. */
  private record Held(int threads, int handles, long heapBytes) {
    /** For the tests' own lists of sockets, which are kept on purpose. */
    private static final long HEAP_GROWTH_MAX = 4L << 20;

    /** Files that the runtime opens once and keeps; a handle for each connection is many more. */
    private static final int OPENED_ONCE = 5;

    static Held now() throws IOException {
      Waiting.until(() -> "these threads end: " + library(), () -> library().isEmpty());
      System.gc();
      try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
        Runtime runtime = Runtime.getRuntime();
        return new Held(
            Thread.activeCount(),
            (int) handles.count(),
            runtime.totalMemory() - runtime.freeMemory());
      }
    }

    void hasNotGrown() throws IOException {
      Held[] last = {now()};
      Waiting.until(
          () -> "no more is held than " + this + " and not " + last[0],
          () -> {
            last[0] = again();
            return last[0].threads <= threads
                && last[0].handles <= handles + OPENED_ONCE
                && last[0].heapBytes <= heapBytes + HEAP_GROWTH_MAX;
          });
    }

    private static Held again() {
      try {
        return now();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void noWayToEndAConnectionLeavesAThread() throws Exception {
    int[] round = {0};
    try (ScriptedBroker far = new ScriptedBroker(line -> endings(line, round[0]));
        Rig rig = new Rig(far.port())) {
      for (round[0] = 0; round[0] < 10; round[0]++) {
        end(rig, round[0]);
      }
      noneLeft(rig);
    }
  }

  @Test
  @Tag("deep")
  void aThousandReconnectsLeaveNothing() throws Exception {
    leavesNothing(1_000, ThreadsTest::endings, ThreadsTest::end);
  }

  @Test
  @Tag("deep")
  void noRandomPacketLeavesAnything() throws Exception {
    long seed = Long.getLong("seed", 4711L);
    System.out.println("seed " + seed + "; replay: -Dtest=ThreadsTest -Dseed=" + seed);
    leavesNothing(
        300,
        (line, round) -> {
          Random random = new Random(seed + round);
          if (random.nextBoolean()) {
            line.welcome();
          } else {
            line.await(ScriptedBroker.CONNECT);
          }
          for (int packets = random.nextInt(5); packets >= 0; packets--) {
            line.send(randomPacket(random));
          }
        },
        (rig, round) -> {
          rig.broker.connect(round + 1);
          awaitLost(rig);
        });
  }

  /** What the far end does in a round. */
  private interface Script {
    void talk(ScriptedBroker.Line line, int round) throws IOException;
  }

  /** Plays the rounds over some connections side by side: each spends its time on waiting. */
  private static void leavesNothing(int rounds, Script script, BiConsumer<Rig, Integer> play)
      throws Exception {
    List<Lane> lanes = new ArrayList<>();
    try {
      for (int lane = 0; lane < LANES; lane++) {
        lanes.add(new Lane(lane * (WARM_ROUNDS + rounds), script));
      }
      together(lanes, lane -> lane.play(WARM_ROUNDS / LANES, play));
      Held before = Held.now();
      together(lanes, lane -> lane.play(rounds / LANES, play));
      before.hasNotGrown();
      for (Lane lane : lanes) {
        noneLeft(lane.rig);
      }
    } finally {
      for (Lane lane : lanes) {
        lane.close();
      }
    }
  }

  private static void together(List<Lane> lanes, Consumer<Lane> what) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
      List<Future<?>> all = new ArrayList<>();
      for (Lane lane : lanes) {
        all.add(threads.submit(() -> what.accept(lane)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** A client and its far end. */
  private static final class Lane implements AutoCloseable {
    private final ScriptedBroker far;
    private final Rig rig;
    private volatile int round;

    Lane(int firstRound, Script script) throws IOException {
      round = firstRound;
      far = new ScriptedBroker(line -> script.talk(line, round));
      rig = new Rig(far.port());
    }

    void play(int rounds, BiConsumer<Rig, Integer> play) {
      int end = round + rounds;
      for (int next = round; next < end; next++) {
        round = next;
        play.accept(rig, next);
      }
      round = end;
    }

    @Override
    public void close() throws IOException {
      rig.close();
      far.close();
    }
  }

  private static void end(Rig rig, int round) {
    rig.broker.connect(round + 1);
    if (round % 10 == 9) {
      rig.inputs.next(Input.BrokerConnected.class);
      rig.broker.disconnect(round + 1, "on purpose");
    }
    awaitLost(rig);
  }

  private static void awaitLost(Rig rig) {
    Waiting.until(
        "the connection ended",
        () -> rig.inputs.rest().stream().anyMatch(Input.BrokerLost.class::isInstance));
  }

  /** Ten ways to end. */
  private static void endings(ScriptedBroker.Line line, int round) throws IOException {
    switch (round % 10) {
      case 0 -> {}
      case 1 -> line.reset();
      case 2 -> line.await(ScriptedBroker.CONNECT);
      case 3 -> line.send("20 03 00 00 00 20 03 00 00 00");
      case 4 -> line.welcome();
      case 5 -> {
        line.welcome();
        line.send("e0 02 8e 00");
      }
      case 6 -> {
        line.welcome();
        line.send("34 00");
        line.ignore();
      }
      case 7 -> {
        line.welcome();
        // A control character in a topic: the library's reader dies of it.
        line.send("32 07 0002 6101 0001 00");
        line.ignore();
      }
      case 8 -> {
        line.await(ScriptedBroker.CONNECT);
        line.send("20 00");
        line.ignore();
      }
      default -> {
        line.welcome();
        line.idle();
      }
    }
  }

  private static byte[] randomPacket(Random random) {
    int[] kinds = {0x20, 0x30, 0x32, 0x40, 0x90, 0xD0, 0xE0};
    byte[] packet = new byte[2 + random.nextInt(30)];
    random.nextBytes(packet);
    packet[0] = (byte) kinds[random.nextInt(kinds.length)];
    packet[1] = (byte) (packet.length - 2);
    return packet;
  }

  private static void noneLeft(Rig rig) {
    Waiting.until(() -> "these threads end: " + library(), () -> library().isEmpty());
    rig.close();
  }

  private static List<String> library() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("MQTT"))
        .map(thread -> thread.getKey().getName() + " at " + Arrays.toString(thread.getValue()))
        .toList();
  }
}
