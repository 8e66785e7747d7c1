package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.BoardPace;
import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.board8a.Board8aIdentity;
import io.shelfkeeper.drivers.lock.board8a.Board8aSetup;
import java.util.function.LongSupplier;

/**
 * Looks at lock boards of the "8A / 80" protocol. Reads contacts, never pulses.
 *
 * @param doors names what the contacts see
 * @param nanos monotonic time
 */
record Board8aLook(DoorWords doors, LongSupplier nanos) implements DeviceLook {
  /** Two boards at one address show only when both answer several times. */
  private static final int LOOKS = 3;

  @Override
  public Found look(ByteLink link, SiteFile.Device device) throws DeviceFault {
    SiteFile.Board board = device.board();
    if (board == null) {
      throw new IllegalArgumentException(device.id() + " is no lock board");
    }
    boolean lastByteLow = board.statusOrder() == SiteFile.StatusOrder.LAST_BYTE_LOW;
    Board8aSetup setup =
        new Board8aSetup(device.address(), board.channels(), lastByteLow, board.statusInverted());
    Board8aDriver driver = new Board8aDriver(link, setup, nanos);
    Contacts contacts = driver.contacts();
    long slowest = 0;
    for (int i = 1; i < LOOKS; i++) {
      long began = nanos.getAsLong();
      contacts = driver.contacts();
      slowest = Math.max(slowest, (nanos.getAsLong() - began) / Moment.NANOS_PER_MILLI);
    }
    Found found = doors.found("lock board, " + board.channels() + " locks", device, contacts);
    return new Found(found.text() + slowness(slowest), found.verdict(), found.advice());
  }

  /** An opening just missed is seen a period later, and believed after one more reading. */
  private static String slowness(long millis) {
    long known = BoardPace.BOARD_8A_MILLIS + 2 * millis;
    return known <= BoardPace.FORCED_MILLIS_MAX
        ? ""
        : "; takes %d ms to answer, so a forced door is known after up to %d ms"
            .formatted(millis, known);
  }

  @Override
  public String identity(ByteLink link, int address) throws DeviceFault {
    return "lock board (lock-8a) for up to %d locks"
        .formatted(Board8aIdentity.ask(link, address).locksMax());
  }

  @Override
  public int addressMax() {
    return Model.LOCK_8A.addressMax();
  }
}
