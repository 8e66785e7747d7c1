package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.Payloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal in one SQLite file: write-ahead log, full synchronisation, one connection, one thread.
 * Never goes on after a failure whose outcome is unknown: every later call fails, and the process is
 * expected to end and start again.
 */
public final class SqliteJournal implements Journal {
  /** The file below the data directory; its {@code -wal} and {@code -shm} belong to it. */
  public static final String FILE = "journal.db";

  private final Path directory;
  private final Payloads payloads;
  private final IntConsumer beforeMigration;

  // for the time it is open
  private @Nullable DirectoryLock lock;
  private @Nullable Connection connection;
  private @Nullable Tables tables;

  // for the process
  private @Nullable JournalFailure failed;

  /**
   * @param directory data directory, made if it is missing
   * @param payloads writes facts as the contract wants them
   */
  public SqliteJournal(Path directory, Payloads payloads) {
    this(directory, payloads, number -> {});
  }

  SqliteJournal(Path directory, Payloads payloads, IntConsumer beforeMigration) {
    this.directory = directory;
    this.payloads = payloads;
    this.beforeMigration = beforeMigration;
  }

  @Override
  public Recovered open() {
    Folders.make(directory);
    lock = DirectoryLock.take(directory);
    try {
      Database.prepareLibrary(directory);
      String quarantined = null;
      Path file = directory.resolve(FILE);
      if (Quarantine.needed(file)) {
        quarantined = Quarantine.move(directory, FILE);
      }
      try {
        connection = Database.open(file, beforeMigration);
      } catch (SQLException e) {
        if (!Database.isDamage(e)) {
          throw failure("open the journal", e);
        }
        quarantined = Quarantine.move(directory, FILE);
        connection = Database.open(file, beforeMigration);
      }
      tables = new Tables(connection, payloads);
      return tables.start(quarantined);
    } catch (SQLException e) {
      close();
      throw failure("open the journal", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    if (effects.isEmpty()) {
      return;
    }
    Tables open = usable();
    try {
      open.begin();
      for (Effect.Durable effect : effects) {
        open.write(effect);
      }
      open.finish();
    } catch (SQLException e) {
      throw abandon(open, e);
    } catch (RuntimeException e) {
      // We are wrong, not the disk: nothing of this turn may stay.
      open.rollBack();
      throw e;
    }
  }

  /** Rolls back; if even that fails nobody knows what is on the disk, and the journal is done. */
  private JournalFailure abandon(Tables open, SQLException cause) {
    JournalFailure failure = failure("write to the journal", cause);
    boolean rolledBack = open.rollBack();
    if (!rolledBack || failure.kind() != JournalFailure.Kind.FULL) {
      failed = failure;
    }
    return failure;
  }

  @Override
  public List<OutboxRow> rows(Lane lane, long fromSeq, int limit) {
    try {
      return usable().rows(lane, fromSeq, limit);
    } catch (SQLException e) {
      failed = failure("read the journal", e);
      throw failed;
    }
  }

  private Tables usable() {
    if (failed != null) {
      throw failed;
    }
    return Objects.requireNonNull(tables, "the journal is not open");
  }

  private JournalFailure failure(String what, SQLException e) {
    boolean full =
        e instanceof SQLiteException sqlite
            && (sqlite.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_FULL.code;
    return new JournalFailure(
        full ? JournalFailure.Kind.FULL : JournalFailure.Kind.BROKEN,
        "cannot "
            + what
            + " "
            + directory.resolve(FILE)
            + " ("
            + e.getMessage()
            + "); "
            + (full
                ? "free space on this volume"
                : "check the memory card, its rights and that nothing else opens this file"),
        e);
  }

  @Override
  public void close() {
    if (tables != null) {
      tables.close();
      tables = null;
    }
    if (connection != null) {
      Database.close(connection);
      connection = null;
    }
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** Bytes that the journal takes on the disk now. */
  public long sizeBytes() {
    long sum = 0;
    for (String suffix : List.of("", "-wal")) {
      Path file = directory.resolve(FILE + suffix);
      sum += Files.exists(file) ? file.toFile().length() : 0;
    }
    return sum;
  }
}
