package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.world.BayState;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Movement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] READ_GROSS = HexFormat.of().parseHex("010300500002C41A");

  private static String day(long seed) throws CannotDo {
    Stage stage = Corner.stage(seed, movement -> {});
    Director director = new Director(stage);
    FarEnd line = stage.farEnd("line-1");
    StringBuilder heard = new StringBuilder();
    for (int i = 1; i < 600; i++) {
      long now = i * SECOND / 10;
      if (i == 100) {
        director.direct("take --bay A1 --count 3", now);
      }
      if (i == 300) {
        director.direct("fault --bus line-1 --kind noise --amount 0.05 --seconds 5", now);
      }
      for (Sending sending : line.hear(READ_GROSS, 38_400, now)) {
        heard.append(HexFormat.of().formatHex(sending.bytes())).append('\n');
      }
    }
    return heard.toString();
  }

  @Test
  void sameSeedAndSameInstructionsGiveTheSameBytes() throws CannotDo {
    assertEquals(day(11), day(11));
    assertNotEquals(day(11), day(12));
  }

  @Test
  void instructionTellsWhatHappenedAndWhenItWasOver() throws CannotDo {
    Director director = new Director(Corner.stage(1, movement -> {}));
    Director.Answer answer = director.direct("take --bay A1 --count 2", SECOND);
    assertTrue(answer.text().startsWith("took 2 x water at A1: -10"), answer.text());
    assertTrue(answer.atNanos() > SECOND && answer.atNanos() < 4 * SECOND);
    assertEquals("A1 water 10\nA2 gum 20", director.direct("counts", answer.atNanos()).text());
    assertTrue(director.direct("list", answer.atNanos()).text().contains("{water=10}"));
  }

  @Test
  void mistakeIsAnsweredWithWhatThereIs() {
    Director director = new Director(Corner.stage(1, movement -> {}));
    assertRefused(director, "", "Say take, put");
    assertRefused(director, "take", "--bay is missing");
    assertRefused(director, "take --bay A9", "[A1, A2]");
    assertRefused(director, "take --bay A1 --cuont 2", "no option --cuont");
    assertRefused(director, "take --bay A1 --count two", "is not a number");
    assertRefused(director, "fault --kind silent", "--device ID, --bus ID or --line NAME");
    assertRefused(director, "fault --device scale-1 --kind sad", "silent");
    assertRefused(director, "fault --device scale-9 --kind silent", "[scale-1, scale-2]");
    assertRefused(director, "fault --bus line-1 --kind silent", "unplugged");
    assertRefused(director, "clear --bus line-9", "line-1");
    assertRefused(director, "take bay", "not an option");
  }

  private static void assertRefused(Director director, String line, String advice) {
    CannotDo refused = assertThrows(CannotDo.class, () -> director.direct(line, SECOND));
    assertTrue(refused.toString().contains(advice), refused.toString());
  }

  @Test
  void faultIsListedUntilItIsCleared() throws CannotDo {
    Director director = new Director(Corner.stage(1, movement -> {}));
    director.direct("fault --device scale-1 --kind wrong_address --seconds 9", SECOND);
    director.direct("fault --bus line-1 --kind unplugged", SECOND);
    String list = director.direct("list", 2 * SECOND).text();
    assertTrue(list.contains("scale-1 answers in the name of the next address, for 8.0 s"), list);
    assertTrue(list.contains("line-1 the adapter is pulled out"), list);
    assertEquals("2 faults ended everywhere", director.direct("clear", 3 * SECOND).text());
    assertEquals("0 faults ended at scale-1", director.direct("clear --device scale-1", 0).text());
  }

  @Test
  void shopperNeverEmptiesABayAndIsTheSameForOneSeed() {
    assertEquals(shopping(5), shopping(5));
    List<Movement> movements = shopping(6);
    assertTrue(movements.size() > 500, movements.size() + " movements");
    long takes = movements.stream().filter(movement -> movement.delta() < 0).count();
    assertTrue(takes > 200 && takes < 450, takes + " takes");
  }

  private static List<Movement> shopping(long seed) {
    List<Movement> movements = new ArrayList<>();
    Stage stage = Corner.stage(seed, movements::add);
    Shopper shopper = new Shopper(stage, seed, 6);
    long now = SECOND;
    while (now < 3_600 * SECOND) {
      now = shopper.act(now);
      for (BayState bay : stage.bays(now)) {
        assertTrue(bay.packages().values().stream().allMatch(count -> count > 0), bay.bay());
      }
    }
    return movements;
  }
}
