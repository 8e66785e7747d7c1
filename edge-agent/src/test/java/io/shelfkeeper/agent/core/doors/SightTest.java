package io.shelfkeeper.agent.core.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {
  private static final long SOON = Sight.BOUNCE_NANOS - 1;
  private static final long LATER = Sight.BOUNCE_NANOS;

  private static final List<Sight> STATES =
      List.of(
          new Sight.Blind(),
          new Sight.First(true, 0, false),
          new Sight.First(true, 0, true),
          new Sight.Settled(true, false),
          new Sight.Settled(true, true),
          new Sight.Stale(true),
          new Sight.Doubted(true, 0));

  @Test
  void theTableInTheDocumentationIsTheMachine() throws IOException {
    List<String> lived = new ArrayList<>();
    for (Sight state : STATES) {
      for (boolean shut : new boolean[] {true, false}) {
        String now = name(state.reads(shut, LATER));
        lived.add("%-12s + %-4s -> %s".formatted(name(state), shut ? "shut" : "open", now));
      }
      lived.add("%-12s + %-4s -> %s".formatted(name(state), "miss", name(state.misses())));
    }
    assertEquals(String.join("\n", lived), String.join("\n", Written.table("Sight")));
  }

  @Test
  void everyStateIsTried() {
    assertEquals(
        Sight.class.getPermittedSubclasses().length,
        STATES.stream().map(Object::getClass).distinct().count());
  }

  @Test
  void aReadingWithinTheBounceDoesNotCount() {
    Sight one = new Sight.Blind().reads(true, 0);
    assertEquals(DoorView.UNKNOWN, one.reads(true, SOON).view());
    assertEquals(DoorView.SHUT, one.reads(true, SOON).reads(true, LATER).view());
    Sight doubted = new Sight.Settled(true, false).reads(false, 0);
    assertEquals(DoorView.UNKNOWN, doubted.reads(false, SOON).view());
    assertEquals(DoorView.OPEN, doubted.reads(false, LATER).view());
  }

  @Test
  void anythingAgainstItEndsTheBeliefThatADoorIsShut() {
    Sight shut = new Sight.Settled(true, false);
    assertNotEquals(DoorView.SHUT, shut.reads(false, 0).view());
    assertEquals(DoorView.SHUT, shut.misses().view());
    assertNotEquals(DoorView.SHUT, shut.misses().misses().view());
  }

  @Test
  void nothingButTwoReadingsEndsTheBeliefThatADoorIsOpen() {
    Sight open = new Sight.Settled(false, false);
    assertEquals(DoorView.OPEN, open.reads(true, 0).view());
    assertEquals(DoorView.OPEN, open.reads(true, 0).reads(false, 1).view());
    assertEquals(DoorView.OPEN, open.misses().view());
    assertEquals(DoorView.SHUT, open.reads(true, 0).reads(true, LATER).view());
  }

  @Test
  void whatABoardSaidThatIsSilentNowIsNotKnownAnyMore() {
    for (boolean shut : new boolean[] {true, false}) {
      Sight stale = new Sight.Settled(shut, false).misses().misses();
      assertEquals(DoorView.UNKNOWN, stale.view());
      assertEquals(new Sight.Settled(shut, false).view(), stale.reads(shut, LATER).view());
    }
  }

  private static String name(Sight sight) {
    return switch (sight) {
      case Sight.Blind s -> "Blind";
      case Sight.First s -> "First " + word(s.shut()) + (s.missed() ? " m" : "");
      case Sight.Settled s -> word(s.shut()) + (s.missed() ? " m" : "");
      case Sight.Stale s -> "Stale " + word(s.shut());
      case Sight.Doubted s -> "Doubted " + word(s.wasShut());
    };
  }

  private static String word(boolean shut) {
    return shut ? "shut" : "open";
  }
}
