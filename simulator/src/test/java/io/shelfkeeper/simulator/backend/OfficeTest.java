package io.shelfkeeper.simulator.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules by which a backend takes events, as the contract gives them. */
class OfficeTest {
  private static final String DEVICE = "shop/keeper";
  private static final Ledger.Place PLACE = new Ledger.Place("A1", "water");

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private Clerk clerk;
  private Office office;

  @BeforeEach
  void open() throws IOException {
    clerk = new Clerk(folder.resolve("orders"), Keyring.fresh(), () -> 1_000, said::add);
    office = new Office(folder.resolve("book"), clerk, () -> 1_000, said::add);
  }

  @AfterEach
  void close() throws IOException {
    office.close();
    clerk.close();
  }

  private void restart() throws IOException {
    office.close();
    clerk.close();
    open();
  }

  private static String envelope(String type, String id, String incarnation, String more) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sk/shop/keeper","type":"io.shelfkeeper.%s",\
    "incarnation":"%s",%s}\
    """
        .formatted(id, type, incarnation, more);
  }

  private String receive(String message) throws IOException {
    office.receive(DEVICE, message.getBytes(StandardCharsets.UTF_8));
    List<Office.Answer> answers = office.finish();
    return answers.isEmpty()
        ? ""
        : new String(answers.getFirst().payload(), StandardCharsets.UTF_8);
  }

  private String born(String incarnation) throws IOException {
    return receive(envelope("device.born.v1", "b", incarnation, "\"data\":{\"session\":\"s1\"}"));
  }

  private String moved(String incarnation, long seq, String id, int delta, String corrects)
      throws IOException {
    return receive(
        envelope(
            "stock.moved.v1",
            id,
            incarnation,
            """
            "sequence":"%020d","lane":"fact","data":{"reason":"taken","corrects":"%s",\
            "items":[{"bay":"A1","sku":"water","delta":%d}]}\
            """
                .formatted(seq, corrects, delta)));
  }

  private String moved(long seq, int delta) throws IOException {
    return moved("aa", seq, "e" + seq, delta, "");
  }

  private void state(String incarnation, long asOf, int count) throws IOException {
    receive(
        envelope(
            "stock.state.v1",
            "s" + asOf,
            incarnation,
            """
            "data":{"as_of":{"alarm":0,"fact":%d,"telemetry":0},"bays":[{"bay":"A1",\
            "counts":[{"bay":"A1","sku":"water","count":%d}]}]}\
            """
                .formatted(asOf, count)));
  }

  private int stock() {
    Map<Ledger.Place, Integer> stock = office.stock(DEVICE);
    return stock.getOrDefault(PLACE, -1);
  }

  @Test
  void aBirthIsAnsweredWithTheWatermarksOfItsJournal() throws IOException {
    assertEquals(
        "{\"incarnation\":\"aa\",\"answers\":\"s1\",\"lanes\":{\"alarm\":{\"seq\":0},"
            + "\"fact\":{\"seq\":0},\"telemetry\":{\"seq\":0}}}",
        born("aa"));
    assertTrue(moved(1, -1).contains("\"fact\":{\"seq\":1,\"id\":\"e1\"}"));
  }

  @Test
  void movementsChangeTheStockThatAStateGave() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved(1, -2);
    moved(2, 1);
    assertEquals(11, stock());
  }

  @Test
  void baysThatAPlanogramChangesAreCountedFromNothing() throws IOException {
    born("aa");
    state("aa", 0, 12);
    receive(
        envelope(
            "planogram.active.v1",
            "p1",
            "aa",
            """
            "sequence":"%020d","lane":"fact","data":{"version":3,"before":0,"changed":["A1"]}\
            """
                .formatted(1)));
    assertEquals(-1, stock());
    moved(2, 5);
    assertEquals(5, stock());
  }

  @Test
  void aMovementThatAStateContainsIsNotCountedTwice() throws IOException {
    born("aa");
    state("aa", 2, 9);
    moved(1, -2);
    moved(2, -1);
    moved(3, -1);
    assertEquals(8, stock());
  }

  private String dropped(long seq, String id, long rows) throws IOException {
    return receive(
        envelope(
            "journal.dropped.v1",
            id,
            "aa",
            "\"sequence\":\"%020d\",\"lane\":\"telemetry\",\"data\":{\"rows\":%d}"
                .formatted(seq, rows)));
  }

  @Test
  void aDroppedRangeMovesTheMarkAndCountsAsReportedLoss() throws IOException {
    born("aa");
    dropped(1, "d1", 1);
    assertTrue(dropped(2_000, "d2000", 1_999).contains("{\"seq\":2000,\"id\":\"d2000\"}"));
    assertEquals(2_000, office.lost());
    // It was dropped together with what followed after we had been sent a part of it.
    assertTrue(dropped(2_500, "d2500", 1_000).contains("{\"seq\":2500,\"id\":\"d2500\"}"));
    assertEquals(2_500, office.lost());
    dropped(2_500, "d2500", 1_000);
    assertEquals(2_500, office.lost(), "a repeat loses nothing");
    restart();
    assertEquals(2_500, office.lost());
  }

  @Test
  void aDroppedRangeBehindAGapIsNotTaken() throws IOException {
    born("aa");
    assertTrue(dropped(10, "d10", 9).contains("\"telemetry\":{\"seq\":0}"));
    assertEquals(0, office.lost());
  }

  @Test
  void aDroppedRangeUnderAnIdThatWasTakenBeforeMovesTheMarkToo() throws IOException {
    born("aa");
    dropped(1, "d1", 1);
    assertTrue(dropped(10, "d1", 9).contains("\"telemetry\":{\"seq\":10,\"id\":\"d1\"}"));
    assertEquals(10, office.lost());
  }

  @Test
  void aRepeatCountsOnce() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved(1, -1);
    moved(1, -1);
    assertEquals(11, stock());
    assertEquals(1, office.repeats());
  }

  @Test
  void whatIsBehindAGapIsNotTakenAndNotAcknowledged() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved(1, -1);
    assertTrue(moved(3, -1).contains("\"seq\":1"));
    assertEquals(11, stock());
    moved(2, -1);
    moved(3, -1);
    assertEquals(9, stock());
  }

  @Test
  void anEventThatComesAgainUnderANewNumberCountsOnce() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved("aa", 1, "x", -1, "");
    born("bb");
    state("bb", 2, 10);
    moved("bb", 1, "x", -1, "");
    assertTrue(moved("bb", 2, "y", -1, "").contains("\"fact\":{\"seq\":2,\"id\":\"y\"}"));
    moved("bb", 3, "z", -1, "");
    assertEquals(9, stock());
  }

  @Test
  void aCorrectionReplacesItsEvent() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved("aa", 1, "x", -2, "");
    moved("aa", 2, "y", -1, "x");
    moved("aa", 3, "z", -3, "y");
    assertEquals(9, stock());
  }

  @Test
  void anOldStateChangesNothing() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved(1, -1);
    moved(2, -1);
    state("aa", 1, 11);
    assertEquals(10, stock());
  }

  @Test
  void everythingSurvivesARestart() throws IOException {
    born("aa");
    state("aa", 0, 12);
    moved(1, -1);
    restart();
    assertEquals(11, stock());
    moved(1, -1);
    assertEquals(11, stock());
    assertEquals(1, office.reminders().size());
  }

  @Test
  void aLineTornByACrashIsForgottenAndTakenWhenItComesAgain() throws IOException {
    born("aa");
    state("aa", 0, 12);
    office.close();
    clerk.close();
    Files.writeString(
        folder.resolve("book"), "{\"at\":1,\"message\":{\"spec", StandardOpenOption.APPEND);
    open();
    moved(1, -1);
    restart();
    assertEquals(11, stock());
  }

  @Test
  void nobodySpeaksInTheNameOfAnother() throws IOException {
    born("aa");
    state("aa", 0, 12);
    office.receive("shop/other", "{\"source\":\"/sk/shop/keeper\",\"data\":{}}".getBytes("UTF-8"));
    office.receive(DEVICE, "garbage".getBytes("UTF-8"));
    assertEquals(List.of(), office.finish());
    assertEquals(2, said.size() - 1, "both are told: " + said);
  }
}
