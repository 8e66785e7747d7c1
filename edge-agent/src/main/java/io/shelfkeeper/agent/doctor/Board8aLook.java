package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
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
 */
record Board8aLook(DoorWords doors) implements DeviceLook {
  /** Two boards at one address show only when both answer several times. */
  private static final int LOOKS = 3;

  /** Time is asked for only to keep pulses apart. */
  private static final LongSupplier NO_PULSE = () -> 0;

  @Override
  public Found look(ByteLink link, SiteFile.Device device) throws DeviceFault {
    SiteFile.Board board = device.board();
    if (board == null) {
      throw new IllegalArgumentException(device.id() + " is no lock board");
    }
    boolean lastByteLow = board.statusOrder() == SiteFile.StatusOrder.LAST_BYTE_LOW;
    Board8aSetup setup =
        new Board8aSetup(device.address(), board.channels(), lastByteLow, board.statusInverted());
    Board8aDriver driver = new Board8aDriver(link, setup, NO_PULSE);
    Contacts contacts = driver.contacts();
    for (int i = 1; i < LOOKS; i++) {
      contacts = driver.contacts();
    }
    return new Found(
        "lock board, %d locks; %s".formatted(board.channels(), doors.of(device, contacts)),
        Verdict.GOOD,
        "");
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
