package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;

/**
 * One line with several lock boards: what comes while one is asked is overheard for all others, as
 * it may be the late answer of a second board at one of their addresses.
 */
final class PartyLine {
  private final ByteLink line;
  private final List<LockBoard> boards;

  /**
   * @param boards of the line, by number; still being filled
   */
  PartyLine(ByteLink line, List<LockBoard> boards) {
    this.line = line;
    this.boards = boards;
  }

  /** The line as the driver of one board uses it. */
  ByteLink of(int board) {
    return new Extension(board);
  }

  private final class Extension implements ByteLink {
    private final int board;

    Extension(int board) {
      this.board = board;
    }

    @Override
    public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
      int count = line.read(into, offset, length, waitMillis);
      for (int other = 0; other < boards.size(); other++) {
        if (other != board) {
          boards.get(other).overhears(into, offset, count);
        }
      }
      return count;
    }

    @Override
    public void write(byte[] bytes) throws DeviceFault {
      line.write(bytes);
    }

    @Override
    public void discardInput() throws DeviceFault {
      line.discardInput();
    }

    @Override
    public void open() throws DeviceFault {
      line.open();
    }

    @Override
    public void close() {
      line.close();
    }

    @Override
    public String where() {
      return line.where();
    }
  }
}
