package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room set aside for the day when another program has filled the file system: a file of real bytes
 * that is given up, so that alarms and facts still find a place. Never holds anything to be read.
 */
final class Ballast {
  static final long BYTES = 4L << 20;

  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final long bytes;

  Ballast(Path folder, long bytes) {
    this.file = folder.resolve("ballast");
    this.bytes = bytes;
  }

  /**
   * Sets the room aside, unless it is.
   *
   * @param spare so much has to stay free beside it, or it is not tried
   * @return whether it is set aside now
   */
  boolean keep(long spare) throws IOException {
    long there = Files.exists(file) ? Files.size(file) : 0;
    if (there >= bytes) {
      return true;
    }
    long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    if (free < bytes - there + spare) {
      return false;
    }
    try {
      write();
      return true;
    } catch (IOException e) {
      release(); // half of it helps nobody, and takes what there is
      return false;
    }
  }

  /** Written, not only extended: a file with holes keeps no room. */
  private void write() throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
      for (long at = 0; at < bytes; at += CHUNK) {
        zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
        while (zeros.hasRemaining()) {
          channel.write(zeros, at + zeros.position());
        }
      }
      channel.force(true);
    }
  }

  /** Gives the room up. Returns whether there was any. */
  boolean release() throws IOException {
    return Files.deleteIfExists(file);
  }
}
