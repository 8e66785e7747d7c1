package io.shelfkeeper.agent.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells a log whose end was never completed (a power cut, nothing to worry about) from one that was
 * damaged in its middle. SQLite reads a log up to the first frame whose checksum is wrong and drops
 * the rest without a word, which after a flipped bit is every commit since: rows that were accepted
 * would be gone, and their numbers given again.
 *
 * <p>The rule: a transaction is begun only after the one before was synced. So if a frame is wrong,
 * and behind the end of its transaction another one begins, it was once right. A wrong frame in the
 * very last transaction cannot be told from one that was not completed, and counts as that.
 *
 * <p>File format: sqlite.org/fileformat2.html, "The Write-Ahead Log".
 */
final class LogCheck {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int PAGE_MAX = 65_536;

  // Of the log.
  private final InputStream in;
  private final ByteBuffer header;
  private int salt1;
  private int salt2;

  // Running over the frames.
  private int sum1;
  private int sum2;

  private LogCheck(InputStream in, byte[] header) {
    this.in = in;
    this.header = ByteBuffer.wrap(header);
  }

  /** What is wrong with the log, or null. */
  static @Nullable String damage(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
      byte[] header = in.readNBytes(HEADER);
      // Shorter than its header: nothing was ever committed to it.
      return header.length < HEADER ? null : new LogCheck(in, header).damage();
    }
  }

  private @Nullable String damage() throws IOException {
    // The lowest bit says in which order the checksum takes the bytes of a word.
    ByteOrder words = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int pageBytes = header.getInt(8);
    salt1 = header.getInt(16);
    salt2 = header.getInt(20);
    add(header, 0, 24, words);
    boolean right =
        (header.getInt(0) & ~1) == MAGIC
            && sum1 == header.getInt(24)
            && sum2 == header.getInt(28)
            && pageBytes >= 512
            && pageBytes <= PAGE_MAX;
    // It lies in one sector, so it is never half written.
    return right ? frames(pageBytes, words) : "the header of the log is damaged";
  }

  private @Nullable String frames(int pageBytes, ByteOrder words) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + pageBytes);
    boolean allRight = true;
    boolean ended = false;
    for (long number = 1; in.readNBytes(frame.array(), 0, frame.capacity()) > 0; number++) {
      boolean ours = frame.getInt(8) == salt1 && frame.getInt(12) == salt2;
      if (allRight) {
        allRight = ours && continues(frame, words);
      }
      if (!allRight && ours) {
        if (ended) {
          return "the log is damaged before its frame " + number;
        }
        ended = frame.getInt(4) != 0;
      }
    }
    return null;
  }

  private boolean continues(ByteBuffer frame, ByteOrder words) {
    add(frame, 0, 8, words);
    add(frame, FRAME_HEADER, frame.capacity(), words);
    return sum1 == frame.getInt(16) && sum2 == frame.getInt(20);
  }

  private void add(ByteBuffer bytes, int from, int to, ByteOrder words) {
    ByteBuffer view = bytes.duplicate().order(words);
    int a = sum1;
    int b = sum2;
    for (int at = from; at < to; at += 8) {
      a += view.getInt(at) + b;
      b += view.getInt(at + 4) + a;
    }
    sum1 = a;
    sum2 = b;
  }
}
