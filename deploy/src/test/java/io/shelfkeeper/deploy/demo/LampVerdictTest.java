package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LampVerdictTest {
  private static final List<Turn> DOOR = List.of(on("C4", 1_000), off("C4", 3_000));

  private static Turn on(String what, long atMillis) {
    return new Turn(what, true, atMillis);
  }

  private static Turn off(String what, long atMillis) {
    return new Turn(what, false, atMillis);
  }

  private static LampVerdict verdict(List<Turn> doors, List<Turn> lamps) {
    return LampVerdict.of(Map.of("C4", "lamp-c4"), doors, lamps);
  }

  @Test
  void aLampThatShinesWhileItsDoorIsOpenIsGood() {
    LampVerdict good = verdict(DOOR, List.of(on("lamp-c4", 900), off("lamp-c4", 3_100)));
    assertEquals(List.of(), good.differences());
    assertEquals("lit=1", good.line());
  }

  @Test
  void aLampThatStaysDarkIsSeen() {
    List<String> dark = List.of("door C4 stood open, and its lamp was dark");
    assertEquals(dark, verdict(DOOR, List.of()).differences());
    assertEquals(
        dark, verdict(DOOR, List.of(on("lamp-c4", 100), off("lamp-c4", 900))).differences());
    assertEquals(
        dark, verdict(DOOR, List.of(on("lamp-c4", 3_100), off("lamp-c4", 3_200))).differences());
    assertEquals(
        dark, verdict(DOOR, List.of(on("lamp-c1", 900), off("lamp-c1", 3_100))).differences());
  }

  @Test
  void aLampThatShinesOnIsSeen() {
    assertEquals(
        List.of("the lamp of door C4 is on, and the door is shut"),
        verdict(DOOR, List.of(on("lamp-c4", 900))).differences());
  }

  @Test
  void aLampThatGoesOutTooSoonIsSeen() {
    assertEquals(
        List.of("the lamp of door C4 is off, and the door is open"),
        verdict(DOOR.subList(0, 1), List.of(on("lamp-c4", 900), off("lamp-c4", 2_000)))
            .differences());
  }

  @Test
  void doorsWithoutALampNeedNone() {
    assertEquals(List.of(), verdict(List.of(on("C1", 1_000)), List.of()).differences());
  }
}
