package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.process.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of a guest is cut while rows and orders are written, again and again on one disk: what
 * was acknowledged is there, and no order has a second pulse.
 *
 * <p>A cut is the end of every process of the guest's kernel at once. What that kernel had handed
 * to its disk lies in this machine's memory and survives; what it had not, is lost: so this takes
 * the guest's whole page cache, through a real ext4 with a real log, and shows that the journal
 * asks the kernel for what it promises. It does not show a disk that keeps writes in a cache of its
 * own, or that tears or swaps them: for that, {@code PowerCutTest} of the journal. Nor does it show
 * a coil that stays on: with this kernel its pins are gone.
 *
 * <p>The backend is another machine and keeps its power: its files are on a second disk, whose
 * every write is through.
 */
@Tag("power")
class GuestPowerCutTest {
  private static final String NO_ORDER = "none";
  private static final int OF_EACH_MIN = 2;
  private static final int CUTS_MAX = 8;

  @TempDir private Path folder;

  private final long seed = Long.getLong("cut.seed", System.nanoTime());
  private final Random dice = new Random(seed);

  private DiskImage machine;
  private DiskImage office;

  // Of all lives so far.
  private final TreeSet<Long> acknowledged = new TreeSet<>();
  private long sent;
  private String order = NO_ORDER;
  private boolean isBurned;
  private boolean isOpen;
  private int cuts;
  private int inPulse;
  private int inRows;
  private int unknown;
  private long unsyncedLost;

  /**
   * When the power goes: so long at most after something was told. The LED is first: after a start
   * its coil would rest ten times five seconds, because this kernel's clock is believed by nobody.
   */
  private enum Cut {
    IN_START(GuestDoor.B, "starts", 8_000, false),
    IN_ROWS(GuestDoor.B, "kept", 1_000, true),
    AROUND_THE_ORDER(GuestDoor.B, "orders", 600, true),
    IN_THE_PULSE_OF_AN_LED(GuestDoor.A, "on " + GuestDoor.A.coil(), 2_500, false),
    IN_THE_PULSE_OF_A_BARE_LINE(GuestDoor.B, "on " + GuestDoor.B.coil(), 600, false);

    private final GuestDoor door;
    private final String after;
    private final int withinMillis;

    /** Then it waits for the next row to be sent. */
    private final boolean inARow;

    Cut(GuestDoor door, String after, int withinMillis, boolean inARow) {
      this.door = door;
      this.after = after;
      this.withinMillis = withinMillis;
      this.inARow = inARow;
    }
  }

  @BeforeEach
  void makesDisks() throws IOException {
    machine = DiskImage.make(folder.resolve("machine.ext4"));
    office = DiskImage.make(folder.resolve("office.ext4"));
  }

  @Test
  void whatWasAcknowledgedIsThereAndNoOrderIsPulsedTwice() throws IOException, SQLException {
    System.out.println("replay with: -Dcut.seed=" + seed);
    for (Cut cut :
        List.of(
            Cut.IN_THE_PULSE_OF_AN_LED,
            Cut.AROUND_THE_ORDER,
            Cut.IN_THE_PULSE_OF_A_BARE_LINE,
            Cut.IN_START,
            Cut.IN_ROWS)) {
      live(cut);
    }
    while ((inPulse < OF_EACH_MIN || inRows < OF_EACH_MIN) && cuts < CUTS_MAX) {
      // A busy machine came too late for one of them.
      live(inPulse < OF_EACH_MIN ? Cut.IN_THE_PULSE_OF_A_BARE_LINE : Cut.IN_ROWS);
    }
    end();
    System.out.printf(
        "%d cuts, %d in a pulse, %d while rows were under way, which took %d bytes of others;"
            + " %d rows acknowledged, 0 lost%n",
        cuts, inPulse, inRows, unsyncedLost, acknowledged.size());
    assertTrue(inPulse >= OF_EACH_MIN, "no two cuts were in a pulse");
    assertTrue(inRows >= OF_EACH_MIN, "no two cuts were while rows were under way");
    assertTrue(unknown > 0, "no start was seen in which the contact had not spoken yet");
    assertTrue(unsyncedLost > 0, "these cuts took nothing: they were none");
  }

  private void live(Cut cut) throws IOException, SQLException {
    long first = sent + 1;
    try (CutGuest guest = new CutGuest(machine, office, "" + first, order, cut.door.name())) {
      guest.await(cut.after);
      long millis = dice.nextInt(cut.withinMillis);
      passing(millis);
      if (cut.inARow) {
        guest.cutPowerInARow();
      } else {
        guest.cutPower();
      }
      cuts++;
      judgeStart(guest);
      take(guest, first);
      CutRemains remains = remains("cut-" + cuts);
      System.out.printf(
          "cut %d, %s + %d ms: sent %d, acknowledged %s, there %s; orders %d, open %d;"
              + " unsynced %d of %d%n",
          cuts,
          cut,
          millis,
          sent,
          acknowledged.isEmpty() ? "none" : acknowledged.getLast(),
          remains.rows().isEmpty() ? "none" : remains.rows().getLast(),
          remains.burned().size(),
          remains.open().size(),
          remains.unsynced(),
          guest.told("sent").size());
      judgeRows(remains);
      judgeOrder(guest, remains);
      inRows += acknowledged.isEmpty() || acknowledged.getLast() == sent ? 0 : 1;
      unsyncedLost += guest.told("sent").size() - remains.unsynced();
    }
  }

  /** One more start, and what is left to be told is told. */
  private void end() throws IOException, SQLException {
    long first = sent + 1;
    try (CutGuest guest = new CutGuest(machine, office, "" + first, order, "end")) {
      guest.await("over");
      guest.awaitEnd();
      judgeStart(guest);
      take(guest, first);
      CutRemains remains = remains("end");
      judgeRows(remains);
      assertEquals(List.of(), remains.open(), "orders without an outcome");
    }
  }

  private void take(CutGuest guest, long first) {
    numbers(guest, "sent").max().ifPresent(last -> sent = last);
    numbers(guest, "kept")
        .max()
        .ifPresent(last -> LongStream.rangeClosed(first, last).forEach(acknowledged::add));
  }

  private static LongStream numbers(CutGuest guest, String word) {
    return guest.told(word).stream().mapToLong(Long::parseLong);
  }

  /**
   * A door that stands open after a cut is never said to be shut, and no line moves before the
   * order of before was asked for again; that one is answered as what it is.
   */
  private void judgeStart(CutGuest guest) {
    assertEquals(List.of("false false"), guest.told("rest"), "coils at the start");
    if (order.equals(NO_ORDER)) {
      return;
    }
    List<String> told = guest.told();
    int asked = told.indexOf("asked");
    List<String> start = asked < 0 ? told : told.subList(0, asked);
    assertEquals(
        List.of(), start.stream().filter(line -> line.startsWith("on ")).toList(), "moved");
    assertFalse(start.contains("state shut"), start::toString);
    unknown += start.contains("state unknown") ? 1 : 0;
    if (asked >= 0) {
      judgeOutcomes(guest.told("outcome first"), guest.told("outcome repeated"));
    }
  }

  private void judgeOutcomes(List<String> first, List<String> repeated) {
    String all = first + ", repeated " + repeated;
    if (isBurned) {
      assertEquals(1, first.size(), all);
      assertFalse(repeated.isEmpty(), all);
      assertTrue(!isOpen || first.getFirst().equals("unknown restarted"), all);
    } else {
      // Never taken: refused each time that it is sent again.
      assertTrue(first.stream().allMatch(what -> what.startsWith("refused ")), all);
    }
  }

  private void judgeOrder(CutGuest guest, CutRemains remains) {
    order = remains.ordered().map(Order::id).orElse(order);
    isBurned = remains.burned().contains(order);
    isOpen = remains.open().contains(order);
    List<String> told = guest.told();
    List<String> work = told.subList(told.indexOf("asked") + 1, told.size());
    if (work.stream().anyMatch(line -> line.startsWith("on "))) {
      assertTrue(isBurned, "a pulse without a written permit");
      inPulse += isOpen && work.stream().noneMatch(line -> line.startsWith("off ")) ? 1 : 0;
    }
  }

  private CutRemains remains(String name) throws IOException, SQLException {
    return CutRemains.of(machine, office, Files.createDirectory(folder.resolve(name)));
  }

  /** In order, once, none that was acknowledged is missing, none that nobody sent. */
  private void judgeRows(CutRemains remains) {
    List<Long> rows = remains.rows();
    assertEquals(List.copyOf(new TreeSet<>(rows)), rows, "in order, and once");
    assertTrue(rows.isEmpty() || rows.getLast() <= sent, () -> "not sent: " + rows.getLast());
    TreeSet<Long> lost = new TreeSet<>(acknowledged);
    rows.forEach(lost::remove);
    assertEquals(Set.of(), lost, "acknowledged, and lost");
  }

  /** A random moment is not a condition: time itself is what the test is about. */
  private static void passing(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    Wait.until("a random moment", () -> System.nanoTime() - end >= 0);
  }
}
