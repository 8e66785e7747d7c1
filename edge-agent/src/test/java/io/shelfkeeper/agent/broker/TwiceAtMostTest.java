package io.shelfkeeper.agent.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.broker.payload.Identity;
import io.shelfkeeper.agent.broker.payload.Inventory;
import io.shelfkeeper.agent.broker.payload.JsonPayloads;
import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.journal.ReceiptFile;
import io.shelfkeeper.agent.journal.SqliteJournal;
import io.shelfkeeper.agent.loop.EventLoop;
import io.shelfkeeper.agent.loop.Inbox;
import io.shelfkeeper.agent.loop.Outside;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Clock;
import io.shelfkeeper.agent.ports.NoWatchdog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where only the broker ends a row: whenever the process is killed, no more than 32 events that the
 * broker has seen are unknown to the next process. The whole path, from the loop to the wire and
 * back to the file, with a broker that answers late, in any portion, and hangs up.
 */
@Timeout(300)
class TwiceAtMostTest {
  private static final int TWICE_AT_MOST = 32;
  private static final int NOTES = 1_500;
  private static final int HANG_UPS = 3;

  /** Of a broker that waits in vain for more: the agent waits for it, then. */
  private static final int QUIET_MILLIS = 20;

  /** Back-off is not what this is about. */
  private static final int FASTER = 10;

  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":\"0*(\\d+)\"");

  @TempDir private Path folder;

  private final AtomicLong highest = new AtomicLong();
  private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
  private final Random dice = new Random(Long.getLong("twice.seed", 7));
  private int hangUps;

  // Of the broker, one connection at a time.
  private final Map<Lane, Long> seen = new EnumMap<>(Lane.class);

  private Map<Lane, ReceiptFile.Receipt> receipts() {
    return new ReceiptFile(folder, (level, text) -> {}).left();
  }

  /** What would come twice if the process died now. */
  private synchronized void look() {
    long unknown = 0;
    Map<Lane, ReceiptFile.Receipt> known = receipts();
    for (Map.Entry<Lane, Long> lane : seen.entrySet()) {
      ReceiptFile.Receipt receipt = known.get(lane.getKey());
      unknown += Math.max(0, lane.getValue() - (receipt == null ? 0 : receipt.mark().seq()));
    }
    highest.accumulateAndGet(unknown, Math::max);
    if (unknown > TWICE_AT_MOST) {
      broken.compareAndSet(null, unknown + " events would come twice: " + seen + " of " + known);
    }
  }

  /** Takes events in, and answers some of those that wait for an answer now and then. */
  private void talk(ScriptedBroker.Line line) throws IOException {
    line.welcome();
    // What the last connection left unanswered comes again in any case: it died, too.
    synchronized (this) {
      seen.clear();
    }
    try {
      answer(line);
    } finally {
      hangUps++; // also where the agent, on a machine that stalls, takes us for deaf
    }
    line.reset();
  }

  private void answer(ScriptedBroker.Line line) throws IOException {
    Deque<Integer> unanswered = new ArrayDeque<>();
    int patience = dice.nextInt(1, TWICE_AT_MOST + 1);
    int packets = hangUps < HANG_UPS ? dice.nextInt(150, 450) : Integer.MAX_VALUE;
    for (int packet = 0; packet < packets; packet++) {
      if (unanswered.isEmpty() || unanswered.size() < patience && line.hasMore(QUIET_MILLIS)) {
        ScriptedBroker.Packet came = line.read();
        if (came.kind() == ScriptedBroker.PINGREQ) {
          line.send("d0 00");
        } else if (came.kind() == ScriptedBroker.PUBLISH) {
          unanswered.add(came.publishNumber());
          note(new String(came.body(), UTF_8));
          look();
        }
      } else { // it may wait for us
        for (int answers = dice.nextInt(unanswered.size()) + 1; answers > 0; answers--) {
          line.send("40 02 %04x".formatted(unanswered.removeFirst()));
        }
        patience = dice.nextInt(1, TWICE_AT_MOST + 1);
      }
    }
  }

  private synchronized void note(String packet) {
    for (Lane lane : Lane.values()) {
      Matcher sequence = SEQUENCE.matcher(packet);
      if (packet.contains("/up/" + lane.word()) && sequence.find()) {
        seen.merge(lane, Long.parseLong(sequence.group(1)), Math::max);
      }
    }
  }

  private void offer(Inbox inbox, int from, NoteClass kind) {
    List<byte[]> lines = Collections.nCopies(50, ("{\"seq\":" + from + "}").getBytes(UTF_8));
    inbox.post(new Input.Noted(1, kind, "", lines, from + 49, 0));
  }

  @Test
  void noMoreThan32EventsAreUnknownAtAnyMoment() throws Exception {
    long start = System.nanoTime();
    Clock clock =
        () ->
            new Moment(
                System.currentTimeMillis(),
                start + FASTER * (System.nanoTime() - start),
                ClockTrust.TRUSTED);
    JsonPayloads payloads =
        new JsonPayloads(
            new Identity("shop-1", "dev-1", "1", "25", "life"),
            Inventory.EMPTY,
            Map.of(),
            () -> "");
    Inbox inbox = new Inbox();
    ReceiptFile file = new ReceiptFile(folder, (level, text) -> broken.compareAndSet(null, text));
    try (ScriptedBroker far = new ScriptedBroker(this::talk);
        SqliteJournal journal = new SqliteJournal(folder, payloads, file::left)) {
      Recovered recovered = journal.open();
      BrokerSettings settings =
          BrokerSettings.of(
              "127.0.0.1",
              far.port(),
              null,
              "shop-1",
              "dev-1",
              BrokerSettings.Limits.BROKER_ENDS_ROWS);
      StockSetup stock = new StockSetup(10, List.of(), List.of(), List.of(), List.of());
      Agent agent =
          new Agent(
              new AgentSetup(stock, List.of(), List.of(), DoorsPlan.NONE, true, 60_000),
              new AuditSetup(Map.of(), List.of(), new VectorKey()),
              recovered,
              new SplittableRandom(1)::nextLong);
      try (file;
          PahoBroker broker =
              new PahoBroker(settings, clock, inbox, payloads, file, payloads::gone)) {
        Outside outside =
            new Outside(
                journal,
                broker,
                new NoBuses(),
                clock,
                payloads,
                new NoWatchdog(),
                (level, text) -> {},
                (token, status, use) -> {},
                (connection, upTo) -> {},
                (token, answer) -> {});
        EventLoop loop = new EventLoop(agent, inbox, outside, code -> {});
        loop.start();
        for (int note = 0; note < NOTES; note += 100) {
          offer(inbox, note, NoteClass.FACT);
          offer(inbox, note + 50, note % 300 == 0 ? NoteClass.URGENT : NoteClass.TELEMETRY);
        }
        while (broken.get() == null && journal.use().rows() > 0) {
          loop.turn();
          inbox.await(1_000_000);
        }
      }
    }
    assertEquals(null, broken.get());
    assertTrue(hangUps >= HANG_UPS, "only " + hangUps + " connections ended");
    assertTrue(highest.get() > 1, "the broker was never behind: " + highest);
  }

  private static final class NoBuses implements Buses {
    @Override
    public void show(Effect.ShowLabel label) {}

    @Override
    public void show(Effect.ShowSignal signal) {}

    @Override
    public void recycle(int bus, SampleBlock block) {}

    @Override
    public void actuate(Actuation actuation) {}

    @Override
    public void start() {}

    @Override
    public void close() {}
  }
}
