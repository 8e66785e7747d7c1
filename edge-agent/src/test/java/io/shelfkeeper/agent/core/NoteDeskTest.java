package io.shelfkeeper.agent.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.EventIds;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoteDeskTest {
  private final Effects out = new Effects();
  private final NoteDesk desk;

  NoteDeskTest() {
    Recovered recovered = new Recovered("0".repeat(32), 1, Map.of(), Map.of(), 0, null);
    desk = new NoteDesk(new Outbox(recovered, new EventIds(new SplittableRandom(1)::nextLong)));
  }

  private static Moment at(long millis) {
    return new Moment(millis, millis * Moment.NANOS_PER_MILLI, ClockTrust.TRUSTED);
  }

  private static Input.Noted noted(NoteClass kind, int lines, long upTo, long waitMillis) {
    return new Input.Noted(
        1, kind, "", Collections.nCopies(lines, "{}".getBytes(UTF_8)), upTo, waitMillis);
  }

  @Test
  void whatMayNotWaitIsDueAtOnce() {
    desk.noted(at(5), noted(NoteClass.URGENT, 1, 1, 0));
    assertTrue(desk.isDue(at(5)));
  }

  @Test
  void whatMayWaitIsDueWhenItsTimeIsUp() {
    desk.noted(at(0), noted(NoteClass.TELEMETRY, 1, 1, 1_000));
    desk.noted(at(900), noted(NoteClass.TELEMETRY, 1, 2, 1_000));
    assertFalse(desk.isDue(at(999)));
    assertTrue(desk.isDue(at(1_000)));
  }

  @Test
  void enoughOfItWaitsNoLonger() {
    desk.noted(at(0), noted(NoteClass.TELEMETRY, NoteDesk.HELD_LINES_MAX, 1, 1_000));
    assertTrue(desk.isDue(at(0)));
  }

  @Test
  void rowsAndTheirAnswerComeFromTheSameTurnOnce() {
    desk.noted(at(0), noted(NoteClass.FACT, 2, 7, 0));
    desk.write(out);
    desk.write(out);
    assertEquals(2, out.durables().size());
    assertEquals(List.of(new Effect.AnswerNotes(1, 7)), out.deeds());
    assertEquals(Long.MAX_VALUE, desk.dueNanos());
  }

  @Test
  void telemetryWaitsForRoomUnansweredAndLosesNothing() {
    desk.holdTelemetry(at(0), true);
    desk.noted(at(0), noted(NoteClass.TELEMETRY, 3, 3, 1_000));
    desk.noted(at(0), noted(NoteClass.FACT, 1, 4, 0));
    desk.write(out);
    assertEquals(List.of(new Effect.AnswerNotes(1, 4)), out.deeds());
    assertEquals(Long.MAX_VALUE, desk.dueNanos());
    out.clear();
    desk.holdTelemetry(at(9_000), false);
    assertTrue(desk.isDue(at(10_000)));
    desk.write(out);
    assertEquals(3, out.durables().size());
    assertEquals(List.of(new Effect.AnswerNotes(1, 3)), out.deeds());
  }

  @Test
  void whatWaitsForRoomHasABound() {
    desk.holdTelemetry(at(0), true);
    byte[] line = new byte[NoteDesk.ROOMLESS_BYTES_MAX / 2];
    for (int i = 1; i <= 3; i++) {
      desk.noted(at(0), new Input.Noted(i, NoteClass.TELEMETRY, "", List.of(line), 1, 0));
    }
    desk.write(out);
    assertEquals(List.of(new Effect.AnswerNotes(3, 1)), out.deeds());
  }

  @Test
  void theClassDecidesTheLane() {
    for (NoteClass kind : NoteClass.values()) {
      desk.noted(at(0), noted(kind, 1, 1, 0));
    }
    desk.write(out);
    assertEquals(
        List.of("alarm", "fact", "telemetry"),
        out.durables().stream().map(e -> ((Effect.Append) e).lane().word()).toList());
  }
}
