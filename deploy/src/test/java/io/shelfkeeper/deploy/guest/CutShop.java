package io.shelfkeeper.deploy.guest;

import io.shelfkeeper.deploy.demo.AgentStatus;
import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.process.Wait;
import io.shelfkeeper.drivers.guest.SimPins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * One life of a guest whose power is cut: a locker that takes up what the cut before has left, is
 * asked for the order of then once more, and goes on with rows and an order. Judges nothing, tells
 * all.
 */
public final class CutShop {
  /** The disk whose machine loses its power, and the one whose machine does not. */
  private static final Path MACHINE = Path.of("/run/disk");

  private static final Path OFFICE = Path.of("/run/office");

  /**
   * A file beside the journal that gets a byte for each row, and that nobody forces to the disk.
   */
  static final String UNSYNCED = "unsynced";

  /** A lock that no site has: what is ordered for it is refused, after everything before it. */
  static final String NOWHERE = "nowhere";

  private static final int ROWS_OF_THE_LAST = 20;
  private static final int BETWEEN_LOOKS_MILLIS = 20;
  private static final long BETWEEN_QUESTIONS_NANOS = 200_000_000L;

  private final Levels levels;
  private final PinShop shop;
  private final FileChannel unsynced;
  private String stateTold = "";

  private CutShop(Levels levels) throws IOException {
    this.levels = levels;
    Path broker = Files.createTempDirectory("broker-");
    shop = new PinShop(MACHINE, OFFICE, broker, GuestDoor.A.longestMillis());
    unsynced =
        FileChannel.open(
            MACHINE.resolve(UNSYNCED),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /**
   * @param arguments number of the first row; the order to ask for again, or {@code none}; the door
   *     to be ordered until the power goes, or {@code end} for a life that ends properly
   */
  public static void main(String[] arguments) throws IOException {
    Told.say(
        "rest %b %b"
            .formatted(SimPins.isHigh(GuestDoor.A.coil()), SimPins.isHigh(GuestDoor.B.coil())));
    try (Levels levels = new Levels(BETWEEN_LOOKS_MILLIS, CutShop::tell)) {
      CutShop life = new CutShop(levels);
      life.begin(!arguments[1].equals("none"));
      life.askAgain(arguments[1]);
      if (arguments[2].equals("end")) {
        life.end(Long.parseLong(arguments[0]));
      } else {
        life.work(Long.parseLong(arguments[0]), GuestDoor.valueOf(arguments[2]));
      }
    }
    System.exit(0);
  }

  private static void tell(Levels.Stroke stroke) {
    String what =
        stroke.isOver()
            ? "off %d after %d ms".formatted(stroke.line(), stroke.millisMin())
            : "on " + stroke.line();
    Told.say(what);
  }

  /** After a cut everybody finds door A open: somebody was faster than the power. */
  private void begin(boolean isOpen) throws IOException {
    shop.everythingShut();
    if (isOpen) {
      GuestDoor.A.open();
    }
    shop.startBroker();
    shop.startBackend();
    shop.writeSite(true);
    Told.say("starts");
    shop.startAgent();
    String really = isOpen ? "open" : "shut";
    Wait.until(
        "the contact is believed",
        () -> {
          tellState();
          return stateTold.equals(really);
        });
    shop.awaitAgent();
    Told.say("online");
  }

  /** Each time that the agent says another thing of door A. */
  private void tellState() {
    LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
    String state = shop.stateIfAny(GuestDoor.A).orElse(stateTold);
    if (!state.equals(stateTold)) {
      stateTold = state;
      Told.say("state " + state);
    }
  }

  private void askAgain(String order) {
    if (!order.equals("none")) {
      shop.again(new Order(order, "", "", 0));
      shop.outcome(shop.order(NOWHERE));
      shop.orders().outcomes().stream()
          .filter(outcome -> outcome.order().equals(order))
          .forEach(
              outcome ->
                  Told.say(
                      "outcome " + (outcome.repeated() ? "repeated " : "first ") + outcome.what()));
      Told.say("asked");
    }
    GuestDoor.A.shut();
    Wait.until("A is shut", () -> shop.state(GuestDoor.A).equals("shut"));
  }

  private IntakeRows rows(long first) throws IOException {
    return new IntakeRows(shop.intakePort(), first, this::sent, upTo -> Told.say("kept " + upTo));
  }

  private void sent(long number) {
    Told.say("sent " + number);
    try {
      unsynced.write(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the power goes. */
  private void work(long first, GuestDoor door) throws IOException {
    try (IntakeRows rows = rows(first)) {
      Wait.until("some rows", () -> rows.kept() > first);
      // After a start every coil counts as energised for a while, and an order would be refused.
      shop.awaitQuiet();
      Told.say("orders");
      shop.pulse(door, levels);
      Wait.until("the power goes", () -> false);
    }
  }

  private void end(long first) throws IOException {
    try (IntakeRows rows = rows(first)) {
      Wait.until("some rows", () -> rows.kept() >= first + ROWS_OF_THE_LAST);
    }
    Wait.until(
        "the backend has everything",
        () -> AgentStatus.of(shop.data()).filter(status -> status.waiting() == 0).isPresent());
    shop.close();
    Told.say("over");
  }
}
