package io.shelfkeeper.drivers.lock.board8a;

/**
 * How one board is built. Boards of this protocol differ in the last two; they are found at
 * commissioning with one open door.
 *
 * @param address 1 to 32
 * @param channels locks, 1 to 50
 * @param lastByteLow whether the last status byte holds locks 1 to 8; else the first does
 * @param inverted whether a set status bit means an open contact
 */
public record Board8aSetup(int address, int channels, boolean lastByteLow, boolean inverted) {
  public Board8aSetup {
    if (address < 1 || address > 32 || channels < 1 || channels > 50) {
      throw new IllegalArgumentException("board " + address + " with " + channels + " locks");
    }
  }

  /** Status bytes in its answer: boards for fewer than 24 locks send three, too. */
  int statusBytes() {
    return Math.max(3, (channels + 7) / 8);
  }
}
