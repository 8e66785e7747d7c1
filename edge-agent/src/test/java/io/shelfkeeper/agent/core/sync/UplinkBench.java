package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An uplink on a bench: a test turns the time and plays broker and backend by hand. */
final class UplinkBench {
  static final String OLD = "00000000000000000000000000000abc";

  private final Effects out = new Effects();
  private final Map<Lane, TreeMap<Long, OutboxRow>> rows = new EnumMap<>(Lane.class);
  final Outbox outbox;
  final Uplink uplink;
  final List<Effect.Durable> durables = new ArrayList<>();
  final List<Effect.Deed> deeds = new ArrayList<>();
  private String incarnation = OLD;
  private long nanos = Moment.NANOS_PER_SECOND;
  private long attempt;
  private String session = "";

  /**
   * A journal with rows 1 to {@code last} of lane fact, of which the first ones were acknowledged.
   */
  UplinkBench(long last, long acknowledged, boolean brokerEndsRows) {
    for (Lane lane : Lane.values()) {
      rows.put(lane, new TreeMap<>());
    }
    for (long seq = acknowledged + 1; seq <= last; seq++) {
      put(Lane.FACT, seq, id(seq), 1);
    }
    LaneEnds ends = new LaneEnds(mark(last), mark(acknowledged));
    Recovered recovered = new Recovered(OLD, 2, Map.of(Lane.FACT, ends), Map.of(), 0, null);
    SplittableRandom random = new SplittableRandom(1);
    outbox = new Outbox(recovered, new EventIds(random::nextLong));
    uplink = new Uplink(outbox, brokerEndsRows, random::nextLong);
    uplink.start(now());
  }

  static String id(long seq) {
    return "%032x".formatted(seq);
  }

  private TreeMap<Long, OutboxRow> rows(Lane lane) {
    return rows.computeIfAbsent(lane, key -> new TreeMap<>());
  }

  static Mark mark(long seq) {
    return seq == 0 ? Mark.NONE : new Mark(seq, id(seq));
  }

  Moment now() {
    return new Moment(1_800_000_000_000L, nanos, ClockTrust.TRUSTED);
  }

  private void put(Lane lane, long seq, String id, long boot) {
    rows(lane)
        .put(seq, new OutboxRow(incarnation, lane, seq, id, boot, now(), "t", "", new byte[0]));
  }

  /** The journal drops rows of lane fact, and says so in the place of the last of them. */
  void drop(long from, long to) {
    rows(Lane.FACT).subMap(from, true, to, true).clear();
    rows(Lane.FACT)
        .put(
            to,
            new OutboxRow(
                incarnation, Lane.FACT, from, to, id(to), 1, now(), "t", "", new byte[0]));
  }

  void pass(double seconds) {
    nanos += (long) (seconds * Moment.NANOS_PER_SECOND);
    uplink.tick(now(), out);
    settle();
  }

  void append(Fact fact) {
    outbox.append(now(), fact, out);
    settle();
  }

  /** The broker accepts a connection. */
  void connect(int receiveMaximum) {
    while (attempts() == attempt) {
      pass(1);
    }
    attempt = attempts();
    uplink.connected(
        now(), new Input.BrokerConnected(attempt, false, receiveMaximum, 1_000_000), out);
    settle();
  }

  private long attempts() {
    return deeds.stream()
        .filter(deed -> deed instanceof Effect.Connect)
        .mapToLong(deed -> ((Effect.Connect) deed).attempt())
        .max()
        .orElse(0);
  }

  /** The backend answers the last greeting. */
  void answer(Map<Lane, Mark> marks) {
    acknowledge(session, marks, List.of());
  }

  void acknowledge(Mark fact) {
    acknowledge(null, Map.of(Lane.FACT, fact), List.of());
  }

  void acknowledge(
      @Nullable String answers, Map<Lane, Mark> marks, List<Input.Rejection> rejected) {
    uplink.acknowledged(now(), new Input.Acknowledged(incarnation, answers, marks, rejected), out);
    settle();
  }

  void lose(int code) {
    uplink.lost(now(), new Input.BrokerLost(attempt, code, "test"), out);
    settle();
  }

  void done(Effect.PublishRow row, int code) {
    uplink.done(now(), new Input.PublicationDone(row.attempt(), row.token(), code));
    settle();
  }

  /** Commits, answers reads at once, and goes on until nothing follows. */
  private void settle() {
    boolean more = true;
    while (more) {
      if (uplink.stateDue(now())) {
        StateReport state = new StateReport(incarnation, 2, now(), outbox.asOf(), List.of());
        uplink.sendState(now(), state, out);
      }
      uplink.send(now(), out);
      List<Effect.Durable> commit = List.copyOf(out.durables());
      List<Effect.Deed> wishes = List.copyOf(out.deeds());
      out.clear();
      commit.forEach(this::write);
      wishes.forEach(this::act);
      more = !commit.isEmpty() || !wishes.isEmpty();
    }
  }

  private void write(Effect.Durable effect) {
    durables.add(effect);
    switch (effect) {
      case Effect.Append e -> put(e.lane(), e.seq(), e.id(), e.boot());
      case Effect.Release e -> rows(e.lane()).headMap(e.upTo().seq(), true).clear();
      case Effect.StartIncarnation e -> {
        incarnation = e.incarnation();
        rows.forEach((lane, waiting) -> renumber(lane));
      }
      default -> {}
    }
  }

  private void renumber(Lane lane) {
    List<OutboxRow> old = List.copyOf(rows(lane).values());
    rows(lane).clear();
    for (OutboxRow row : old) {
      put(lane, rows(lane).size() + 1L, row.id(), row.boot());
    }
  }

  private void act(Effect.Deed deed) {
    deeds.add(deed);
    if (deed instanceof Effect.PublishBirth birth) {
      session = birth.session();
      uplink.done(now(), new Input.PublicationDone(birth.attempt(), birth.token(), 0));
    }
    if (deed instanceof Effect.ReadRows read) {
      List<OutboxRow> page =
          rows(read.lane()).tailMap(read.fromSeq(), true).values().stream()
              .limit(read.limit())
              .toList();
      uplink.rowsRead(now(), new Input.RowsRead(read.lane(), read.fromSeq(), page), out);
    }
  }

  /** What was published since the last call. */
  List<Effect.PublishRow> takeRows() {
    List<Effect.PublishRow> published = all(Effect.PublishRow.class);
    deeds.removeAll(published);
    return published;
  }

  List<Long> takeNumbers() {
    return takeRows().stream().map(row -> row.row().seq()).toList();
  }

  <T> List<T> all(Class<T> kind) {
    List<T> found = new ArrayList<>();
    durables.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    deeds.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    return found;
  }

  /** Facts appended by the uplink itself. */
  List<Fact> facts() {
    return all(Effect.Append.class).stream().map(Effect.Append::fact).toList();
  }
}
