package io.shelfkeeper.agent.core.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.doors.DoorState.Happening;
import io.shelfkeeper.agent.core.doors.DoorState.Last;
import io.shelfkeeper.agent.core.doors.DoorState.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table that people read is the table that the machine follows. */
class DoorStateTableTest {
  private static final long NOW = 1_000;
  private static final long LATER = NOW + 1_000;
  private static final long HELD = 60_000_000_000L;

  /** Time enough for everything that waits. */
  private static final long LATE = NOW + HELD;

  private static final List<DoorState> STATES =
      List.of(
          new DoorState.Unknown(Last.NEVER, Raised.NONE, false, 0),
          new DoorState.Unknown(Last.SHUT, Raised.NONE, false, 0),
          new DoorState.Unknown(Last.SHUT, Raised.NONE, true, LATER),
          new DoorState.Unknown(Last.SHUT, Raised.FORCED, false, 0),
          new DoorState.Unknown(Last.OPEN, Raised.NONE, false, 0),
          new DoorState.Unknown(Last.OPEN, Raised.FORCED, false, 0),
          new DoorState.Shut(),
          new DoorState.Released(LATER),
          new DoorState.Open(NOW),
          new DoorState.Latching(Raised.NONE, LATER),
          new DoorState.Latching(Raised.HELD, LATER),
          new DoorState.Alarmed(Raised.FORCED),
          new DoorState.Alarmed(Raised.HELD),
          new DoorState.Calming(Raised.FORCED, LATER),
          new DoorState.Calming(Raised.HELD, LATER));

  private static Map<String, Happening> happenings() {
    Map<String, Happening> happenings = new LinkedHashMap<>();
    happenings.put("Opens", new Happening.Opens());
    happenings.put("Shuts", new Happening.Shuts());
    happenings.put("Vanishes", new Happening.Vanishes());
    happenings.put("Frees", new Happening.Frees());
    happenings.put("Stays", new Happening.Stays());
    happenings.put("Waits", new Happening.Waits());
    return happenings;
  }

  @Test
  void theTableInTheDocumentationIsTheMachine() throws IOException {
    assertEquals(String.join("\n", lived()), String.join("\n", Written.table("DoorState")));
  }

  @Test
  void everyStateAndHappeningIsTried() {
    long states = STATES.stream().map(Object::getClass).distinct().count();
    assertEquals(DoorState.class.getPermittedSubclasses().length, states);
    assertEquals(Happening.class.getPermittedSubclasses().length, happenings().size());
  }

  @Test
  void nothingIsOverBeforeItsTime() {
    for (DoorState state : STATES) {
      assertEquals(
          new DoorState.Step(state, Word.NOTHING), state.step(new Happening.Waits(), NOW, HELD));
    }
  }

  @Test
  void anOpeningAfterTheWindowIsForcedEvenIfNoTickCameBetween() {
    for (DoorState late :
        List.of(
            new DoorState.Released(NOW),
            new DoorState.Latching(Raised.HELD, NOW),
            new DoorState.Unknown(Last.SHUT, Raised.NONE, true, NOW),
            new DoorState.Calming(Raised.FORCED, NOW))) {
      assertEquals(
          new DoorState.Step(new DoorState.Alarmed(Raised.FORCED), Word.FORCED),
          late.step(new Happening.Opens(), NOW, HELD),
          late.toString());
    }
  }

  private static List<String> lived() {
    List<String> lines = new ArrayList<>();
    for (DoorState state : STATES) {
      happenings()
          .forEach(
              (word, happening) -> {
                long now = happening instanceof Happening.Waits ? LATE : NOW;
                DoorState.Step step = state.step(happening, now, HELD);
                if (!step.next().equals(state) || step.word() != Word.NOTHING) {
                  lines.add(
                      "%-16s + %-8s -> %-16s : %s"
                          .formatted(name(state), word, name(step.next()), step.word())
                          .stripTrailing());
                }
              });
    }
    return lines.stream().distinct().toList();
  }

  private static String name(DoorState state) {
    String name = state.getClass().getSimpleName();
    return switch (state) {
      case DoorState.Unknown s ->
          name
              + " "
              + s.last().name().toLowerCase(java.util.Locale.ROOT)
              + (s.window() ? " w" : "")
              + raised(s.raised());
      case DoorState.Alarmed s -> name + raised(s.raised());
      case DoorState.Calming s -> name + raised(s.raised());
      case DoorState.Shut s -> name;
      case DoorState.Released s -> name;
      case DoorState.Open s -> name;
      case DoorState.Latching s -> name + raised(s.raised());
    };
  }

  private static String raised(Raised raised) {
    return switch (raised) {
      case NONE -> "";
      case HELD -> " H";
      case FORCED -> " F";
    };
  }
}
