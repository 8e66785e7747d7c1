package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The journal in SQLite: one connection, one writer, a write-ahead log synced at every commit.
 * Never goes on after an error whose outcome is unknown: the process ends, and the next start reads
 * what is really there.
 */
public final class SqliteJournal implements Journal {
  private static final String NOT_OPEN = "the journal is not open";

  private final Path folder;
  private final Payloads payloads;
  private final Settings settings;
  private final Migrations migrations;

  // From open to close.
  private @Nullable DirectoryLock lock;
  private @Nullable Sql sql;
  private @Nullable Tables tables;
  private @Nullable Thread user;
  private boolean broken;

  /**
   * @param folder the data directory, made if it is not there
   * @param payloads makes the data of a fact
   */
  public SqliteJournal(Path folder, Payloads payloads) {
    this(folder, payloads, Settings.MEASURED, new Migrations(Schema.STEPS, statement -> {}));
  }

  SqliteJournal(Path folder, Payloads payloads, Settings settings, Migrations migrations) {
    this.folder = folder;
    this.payloads = payloads;
    this.settings = settings;
    this.migrations = migrations;
  }

  @Override
  public Recovered open() {
    Invariant.check(lock == null, "the journal is opened twice");
    try {
      Files.createDirectories(folder);
      lock = DirectoryLock.take(folder);
      NativeLibrary.prepare(folder.resolve("native"));
      Opening.Opened opened = new Opening(folder, payloads, settings, migrations).open();
      sql = opened.sql();
      tables = opened.tables();
      return tables.recovered(opened.boot(), opened.quarantined(), opened.lost());
    } catch (SQLException e) {
      throw Failures.of(folder, "Opening", e);
    } catch (IOException e) {
      throw Failures.of(folder, "Opening", e);
    } finally {
      if (tables == null) {
        release();
      }
    }
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    if (effects.isEmpty()) {
      return;
    }
    Tables tables = usable();
    Sql sql = connection();
    tables.mark();
    boolean committed = false;
    try {
      sql.begin();
      for (Effect.Durable effect : effects) {
        tables.write(effect);
      }
      sql.commit();
      committed = true;
    } catch (SQLException e) {
      throw failed("Writing", e);
    } finally {
      if (!committed) {
        tables.undo();
        rollBack(sql);
      }
    }
  }

  @Override
  public List<OutboxRow> rows(Lane lane, long fromSeq, int limit) {
    try {
      return usable().rows(lane, fromSeq, limit);
    } catch (SQLException e) {
      throw failed("Reading", e);
    }
  }

  /** Ends use; what was committed is safe without it. */
  @Override
  public void close() {
    try {
      if (sql != null && !broken) {
        sql.begin();
        sql.run("UPDATE journal SET in_use = 0");
        sql.commit();
      }
    } catch (SQLException e) {
      throw failed("Closing", e);
    } finally {
      release();
    }
  }

  Sql connection() {
    return Objects.requireNonNull(sql, NOT_OPEN);
  }

  private JournalFailure failed(String doing, SQLException e) {
    JournalFailure failure = Failures.of(folder, doing, e);
    if (failure.kind() != JournalFailure.Kind.FULL) {
      broken = true;
    }
    if (Failures.tellsDamage(e)) {
      suspect(failure);
    }
    return failure;
  }

  /** Leaves word for the next start; if even that fails, the failure says so. */
  private void suspect(JournalFailure failure) {
    try {
      Files.writeString(new JournalFiles(folder).suspect(), failure.getMessage() + "\n");
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void rollBack(Sql sql) {
    try {
      sql.rollback();
    } catch (SQLException e) {
      broken = true;
    }
  }

  private void release() {
    try (DirectoryLock held = lock;
        Sql open = sql) {
      tables = null;
    } catch (SQLException e) {
      throw Failures.of(folder, "Closing", e);
    } catch (IOException e) {
      throw Failures.of(folder, "Closing", e);
    } finally {
      lock = null;
      sql = null;
    }
  }

  /** The tables, for the one thread that uses them, as long as nothing is in doubt. */
  private Tables usable() {
    if (broken) {
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "The journal in %s failed before, and what is in it is not known. Start the agent again; if it fails again check the storage medium."
              .formatted(folder),
          null);
    }
    Thread current = Thread.currentThread();
    user = user == null ? current : user;
    Invariant.check(user == current, "the journal is used by two threads");
    return Objects.requireNonNull(tables, NOT_OPEN);
  }
}
