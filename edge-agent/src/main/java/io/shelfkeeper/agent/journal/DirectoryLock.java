package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One agent per data directory. The kernel holds the lock, so it ends with the process however that
 * ends; it is never left behind.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String NAME = "agent.lock";

  /**
   * Within a process the kernel's lock does not help, and worse: closing any channel of a file
   * gives up all locks that the process holds on it. So the file is not even opened twice. The
   * system properties are the one table that all class loaders of a process share.
   */
  private static final String HELD = "shelfkeeper.data.";

  private final String key;
  private final FileChannel channel;

  private DirectoryLock(String key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * @throws JournalFailure of kind {@code IN_USE} if another agent has it
   */
  static DirectoryLock take(Path folder) throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    String key = HELD + folder.toRealPath();
    if (System.getProperties().putIfAbsent(key, pid) != null) {
      throw inUse(folder, pid);
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, Files.readString(folder.resolve(NAME)).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new DirectoryLock(key, channel);
    } finally {
      if (lock == null) {
        giveUp(key, channel);
      }
    }
  }

  private static JournalFailure inUse(Path folder, String pid) {
    return new JournalFailure(
        JournalFailure.Kind.IN_USE,
        "Another agent keeps its journal in %s (process %s). Stop that one, or start this one with another --data."
            .formatted(folder, pid.isEmpty() ? "unknown" : pid),
        null);
  }

  private static void giveUp(String key, @Nullable FileChannel channel) throws IOException {
    try (channel) {
      System.getProperties().remove(key);
    }
  }

  @Override
  public void close() throws IOException {
    giveUp(key, channel);
  }
}
