package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.EventIds;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A damaged journal is brought home once, bit by bit, behind all that is live. */
class SalvageTest {
  private static final Moment NOW = new Moment(1_000, 2_000, ClockTrust.TRUSTED);
  private static final String OLD = "000000000000000000000000000000aa";

  private final Effects out = new Effects();
  private final List<Effect.Append> appended = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private byte[] state = {};
  private long waiting;
  private Salvage salvage = start("1");

  private Salvage start(String... folders) {
    LaneEnds ends = new LaneEnds(new Mark(waiting, "x"), Mark.NONE);
    Recovered found = new Recovered("bb", 1, Map.of(Lane.TELEMETRY, ends), Map.of(), 0, null);
    SplittableRandom random = new SplittableRandom(1);
    Salvage next = new Salvage(new Outbox(found, new EventIds(random::nextLong)), List.of(folders));
    if (state.length > 0) {
      next.restore(state);
    }
    return next;
  }

  private static OutboxRow row(Lane lane, long seq) {
    String id = "%032x".formatted(seq + 1000L * lane.ordinal());
    return new OutboxRow(OLD, lane, seq, id, 1, NOW, "t", "", new byte[0]);
  }

  private static SalvageChunk chunk(Lane lane, long after, boolean more, long... numbers) {
    return new SalvageChunk(
        LongStream.of(numbers).mapToObj(seq -> row(lane, seq)).toList(), after, more, false);
  }

  /** What the core wants to read now, null if nothing. */
  private Effect.@Nullable ReadSalvage asked(boolean online) {
    salvage.tick(online, out);
    return take();
  }

  /** Commits all that was wished. */
  private Effect.@Nullable ReadSalvage take() {
    Effect.ReadSalvage asked = null;
    for (Effect.Durable durable : out.durables()) {
      switch (durable) {
        case Effect.Append e -> appended.add(e);
        case Effect.SaveState e -> state = e.value();
        default -> throw new AssertionError(durable);
      }
    }
    for (Effect.Deed deed : out.deeds()) {
      switch (deed) {
        case Effect.ReadSalvage e -> asked = e;
        case Effect.EndSalvage e -> ended.add(e.folder());
        default -> throw new AssertionError(deed);
      }
    }
    out.clear();
    return asked;
  }

  private void answer(Lane lane, SalvageChunk chunk) {
    Effect.ReadSalvage asked = Objects.requireNonNull(asked(true));
    assertEquals(lane, asked.lane());
    salvage.read(NOW, new Input.SalvageRead(asked.folder(), lane, chunk), out);
    take();
  }

  private List<String> ids() {
    return appended.stream()
        .filter(row -> row.fact() instanceof Fact.Salvaged)
        .map(Effect.Append::id)
        .toList();
  }

  @Test
  void eachRowKeepsItsIdAndWhatIsMissingIsTold() {
    answer(Lane.ALARM, chunk(Lane.ALARM, 3, false, 4, 5));
    answer(Lane.FACT, chunk(Lane.FACT, 10, true, 11, 15));
    answer(Lane.FACT, chunk(Lane.FACT, 15, false, 18));
    answer(Lane.TELEMETRY, new SalvageChunk(List.of(), 7, false, true));
    assertEquals(
        List.of(row(Lane.ALARM, 4), row(Lane.ALARM, 5), row(Lane.FACT, 11), row(Lane.FACT, 15))
            .stream()
            .map(OutboxRow::id)
            .toList(),
        ids().subList(0, 4));
    assertEquals(
        new Fact.SalvageEnded(
            "1",
            OLD,
            5,
            List.of(
                new LostRange(Lane.FACT, 12, 14),
                new LostRange(Lane.FACT, 16, 17),
                new LostRange(Lane.TELEMETRY, 8, 0))),
        appended.getLast().fact());
    assertEquals(List.of("1"), ended);
    assertNull(asked(true), "nothing is left");
  }

  @Test
  void aCrashAfterAnyStepRepeatsNothing() {
    for (int life = 0; life < 5; life++) {
      Lane lane = Lane.values()[Math.max(0, life - 2)];
      long after = life == 1 || life == 2 ? 2L * life : 0;
      assertEquals(after, Objects.requireNonNull(asked(true)).afterSeq());
      salvage = start("1"); // asked and died before the answer
      answer(lane, chunk(lane, after, life < 2, after + 1, after + 2));
      salvage = start("1");
    }
    assertEquals(10, ids().size());
    assertEquals(10, ids().stream().distinct().count());
    ended.clear();
    assertNull(asked(true), "it died before the folder was marked, and only marks it");
    assertEquals(List.of("1"), ended);
    assertEquals(1, appended.stream().filter(r -> r.fact() instanceof Fact.SalvageEnded).count());
  }

  @Test
  void liveTrafficComesFirst() {
    assertNull(asked(false), "offline");
    waiting = 100;
    salvage = start("1");
    assertNull(asked(true), "100 rows wait");
    waiting = 99;
    salvage = start("1");
    assertEquals(new Effect.ReadSalvage("1", Lane.ALARM, 0, Salvage.ROWS), asked(true));
    assertNull(asked(true), "one question at a time");
  }

  @Test
  void numbersThatDoNotRiseEndTheLaneAndNothingIsToldTwice() {
    answer(Lane.ALARM, chunk(Lane.ALARM, 0, true, 1, 2, 2, 1, 3));
    answer(Lane.ALARM, chunk(Lane.ALARM, 3, true, 2, 3));
    answer(Lane.FACT, chunk(Lane.FACT, 0, false));
    answer(Lane.TELEMETRY, chunk(Lane.TELEMETRY, 0, false));
    assertEquals(3, ids().size());
    Fact.SalvageEnded told = (Fact.SalvageEnded) appended.getLast().fact();
    assertEquals(List.of(new LostRange(Lane.ALARM, 4, 0)), told.lost());
  }

  @Test
  void whatCannotBeReadAtTheMomentIsTriedByTheNextStart() {
    answer(Lane.ALARM, SalvageChunk.LATER);
    assertNull(asked(true));
    assertEquals(List.of(), ended);
    salvage = start("1");
    answer(Lane.ALARM, chunk(Lane.ALARM, 0, false, 1));
    assertEquals(1, ids().size());
  }

  @Test
  void aStateThatBreaksOffChangesNothing() {
    answer(Lane.ALARM, chunk(Lane.ALARM, 0, true, 1, 2));
    byte[] whole = state;
    for (int length = 1; length < whole.length; length++) {
      state = Arrays.copyOf(whole, length);
      assertThrows(StateReader.Unreadable.class, () -> start("1"));
    }
    state = new byte[0];
    Salvage next = start("1");
    assertThrows(
        StateReader.Unreadable.class, () -> next.restore(Arrays.copyOf(whole, whole.length - 1)));
    salvage = next;
    assertEquals(0, Objects.requireNonNull(asked(true)).afterSeq());
  }

  @Test
  void theNextFolderFollows() {
    salvage = start("1", "2");
    for (String folder : List.of("1", "2")) {
      for (Lane lane : Lane.values()) {
        assertEquals(folder, Objects.requireNonNull(asked(true)).folder());
        salvage.read(NOW, new Input.SalvageRead(folder, lane, chunk(lane, 0, false)), out);
        take();
      }
    }
    assertEquals(List.of("1", "2"), ended);
  }
}
