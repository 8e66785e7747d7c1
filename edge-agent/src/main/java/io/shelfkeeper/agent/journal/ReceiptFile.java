package io.shelfkeeper.agent.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Effect.Notice.Level;
import io.shelfkeeper.agent.ports.Notices;
import io.shelfkeeper.agent.ports.Receipts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code receipts} of the data folder: for each lane the last row that the broker has
 * taken. It survives the end of the process, and is not synced: after a power cut it may be old or
 * torn, and then counts for nothing. Never ahead of the truth, so that no row is lost by it.
 *
 * <p>Two places for each lane, used in turn: whoever dies while writing one leaves the other.
 */
public final class ReceiptFile implements Receipts {
  private static final int PLACE_BYTES = 128;
  private static final int PLACES = 2;
  private static final int TEXT_MAX = 40;

  /** One block of the file system, so that writing needs no more room later. */
  private static final int FILE_BYTES = 4_096;

  private final Path path;
  private final Notices notices;
  private final Map<Lane, Receipt> newest = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> turns = new EnumMap<>(Lane.class);
  private final ByteBuffer place = ByteBuffer.allocate(PLACE_BYTES);
  private @Nullable FileChannel file;
  private boolean told;
  private boolean closed;

  /**
   * @param folder the data folder
   * @param notices hears once if nothing can be noted, and once if nothing can be read
   */
  public ReceiptFile(Path folder, Notices notices) {
    this.path = in(folder);
    this.notices = notices;
  }

  /**
   * What the broker is known to have of a lane.
   *
   * @param incarnation of the journal whose numbers these are
   * @param mark the last row taken
   */
  public record Receipt(String incarnation, Mark mark) {}

  static Path in(Path folder) {
    return folder.resolve("receipts");
  }

  /**
   * Removes a file that a site with another delivery left: a row that only the broker has taken is
   * not done where the backend has the last word.
   */
  public static void discard(Path folder, Notices notices) {
    try {
      Files.deleteIfExists(in(folder));
    } catch (IOException e) {
      notices.say(
          Level.WARNING,
          "%s cannot be removed (%s); nothing in it counts. Remove it.".formatted(in(folder), e));
    }
  }

  /**
   * What the last process noted; lanes of which nothing whole is there are missing. A file that
   * cannot be read is told to the notices and counts as none.
   */
  public Map<Lane, Receipt> left() {
    try {
      return read();
    } catch (IOException e) {
      notices.say(
          Level.WARNING,
          "%s cannot be read (%s): events that the broker has taken may be sent once more. Check its owner and rights."
              .formatted(path, e));
      return Map.of();
    }
  }

  /**
   * Begins a file, unless there is one. Only after the journal was opened, and so has read what was
   * there.
   */
  @Override
  public void begin() {
    if (file != null || closed) {
      return;
    }
    try {
      Files.deleteIfExists(path);
      FileChannel next =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      file = next;
      whole(next, ByteBuffer.allocate(FILE_BYTES), 0);
      for (Map.Entry<Lane, Receipt> known : newest.entrySet()) {
        write(next, known.getKey(), known.getValue());
      }
      told = false;
    } catch (IOException e) {
      failed(e);
    }
  }

  /** The journal's own mark is still true, only older. */
  private void failed(IOException e) {
    letGo();
    if (!told) {
      told = true;
      notices.say(
          Level.WARNING,
          "%s cannot be written (%s): if this process is killed, more events than usual are sent twice. It is tried again at the next connection. Check its folder's room and rights."
              .formatted(path, e));
    }
  }

  private Map<Lane, Receipt> read() throws IOException {
    Map<Lane, Receipt> found = new EnumMap<>(Lane.class);
    ByteBuffer all = ByteBuffer.allocate(FILE_BYTES + 1);
    try (FileChannel there =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (all.hasRemaining() && there.read(all) >= 0) {}
    } catch (NoSuchFileException e) {
      return found;
    }
    if (all.position() != FILE_BYTES) {
      return found;
    }
    for (Lane lane : Lane.values()) {
      int newestTurn = -1;
      for (int place = 0; place < PLACES; place++) {
        ByteBuffer bytes = all.slice(offset(lane, place), PLACE_BYTES);
        Receipt receipt = at(bytes);
        int turn = bytes.getInt(4);
        if (receipt != null && turn > newestTurn) {
          found.put(lane, receipt);
          newestTurn = turn;
        }
      }
    }
    return found;
  }

  private static @Nullable Receipt at(ByteBuffer place) {
    long seq = place.getLong(8);
    String incarnation = text(place, 16);
    String id = text(place, 16 + 4 + TEXT_MAX);
    return incarnation == null || id == null || seq < 1 || place.getInt(0) != sum(place)
        ? null
        : new Receipt(incarnation, new Mark(seq, id));
  }

  private static @Nullable String text(ByteBuffer place, int offset) {
    int length = place.getInt(offset);
    if (length < 1 || length > TEXT_MAX) {
      return null;
    }
    byte[] bytes = new byte[length];
    place.get(offset + 4, bytes);
    return new String(bytes, ISO_8859_1);
  }

  private static int sum(ByteBuffer place) {
    CRC32C sum = new CRC32C();
    sum.update(place.slice(4, PLACE_BYTES - 4));
    return (int) sum.getValue();
  }

  private static int offset(Lane lane, int place) {
    return (lane.ordinal() * PLACES + place) * PLACE_BYTES;
  }

  @Override
  public void keep(String incarnation, Lane lane, Mark taken) {
    Receipt known = newest.get(lane);
    boolean old =
        known != null
            && known.incarnation().equals(incarnation)
            && known.mark().seq() >= taken.seq();
    if (old || incarnation.length() > TEXT_MAX || taken.id().length() > TEXT_MAX) {
      return;
    }
    Receipt receipt = new Receipt(incarnation, taken);
    newest.put(lane, receipt);
    FileChannel open = file;
    if (open == null) {
      return;
    }
    try {
      write(open, lane, receipt);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void write(FileChannel open, Lane lane, Receipt receipt) throws IOException {
    byte[] of = receipt.incarnation().getBytes(ISO_8859_1);
    byte[] id = receipt.mark().id().getBytes(ISO_8859_1);
    int turn = turns.getOrDefault(lane, 0) + 1 & Integer.MAX_VALUE;
    turns.put(lane, turn);
    place.clear();
    place.putInt(4, turn);
    place.putLong(8, receipt.mark().seq());
    place.putInt(16, of.length).put(20, of);
    place.putInt(20 + TEXT_MAX, id.length).put(24 + TEXT_MAX, id);
    place.putInt(0, sum(place));
    whole(open, place, offset(lane, turn % PLACES));
  }

  private static void whole(FileChannel open, ByteBuffer bytes, long at) throws IOException {
    int length = bytes.remaining();
    if (open.write(bytes, at) < length) {
      throw new IOException("no room for all of it");
    }
  }

  @Override
  public void close() {
    closed = true;
    letGo();
  }

  private void letGo() {
    try (FileChannel open = file) {
      file = null;
    } catch (IOException e) {
      return; // nothing in it is owed to anybody
    }
  }
}
