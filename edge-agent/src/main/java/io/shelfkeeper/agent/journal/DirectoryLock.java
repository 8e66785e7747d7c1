package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second agent away from a data directory. Never deletes its file: the lock dies with the
 * process, a deleted lock file would let two processes lock two files of one name.
 */
final class DirectoryLock implements AutoCloseable {
  static final String NAME = "journal.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) {
    Path file = directory.resolve(NAME);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse(directory, null);
      }
      return new DirectoryLock(channel);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw inUse(directory, e);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "cannot write in the data directory "
              + directory
              + " ("
              + e.getMessage()
              + "); check that it exists, belongs to the agent's user and is not read-only",
          e);
    }
  }

  private static JournalFailure inUse(Path directory, @Nullable Throwable cause) {
    return new JournalFailure(
        JournalFailure.Kind.IN_USE,
        "another agent runs on the data directory "
            + directory
            + "; stop it first, or give this one a directory of its own",
        cause);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The failure that led here is already on its way to the caller.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
