package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input.Shortage;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal in SQLite: one connection, one writer, a write-ahead log synced at every commit.
 * Never goes on after an error whose outcome is unknown: the process ends, and the next start reads
 * what is really there.
 */
public final class SqliteJournal implements Journal {
  private static final String NOT_OPEN = "the journal is not open";

  /** The size is looked at each so many times that somebody asks. */
  private static final int ROOM_ASKED = 64;

  private final Path folder;
  private final Payloads payloads;
  private final Settings settings;
  private final Migrations migrations;
  private final Supplier<Map<Lane, ReceiptFile.Receipt>> receipts;
  private final Ballast ballast;

  // From open to close.
  private @Nullable DirectoryLock lock;
  private @Nullable Sql sql;
  private @Nullable Tables tables;
  private @Nullable Floors floors;
  private @Nullable Thread user;
  private boolean broken;
  private boolean hasEnded;

  /** Whether the reserve is given up, or was never there. */
  private boolean isShort;

  private boolean lacksRoom;
  private int askedForRoom;

  private Shortage shortage = Shortage.DISK;

  /** Events dropped since somebody asked. */
  private long dropped;

  /**
   * @param folder the data directory, made if it is not there
   * @param payloads makes the data of a fact
   * @param receipts asked once, when the folder is ours: what the last process knew to be with the
   *     broker, for each lane of which it knew something; empty where the broker's word is not the
   *     last one
   */
  public SqliteJournal(
      Path folder, Payloads payloads, Supplier<Map<Lane, ReceiptFile.Receipt>> receipts) {
    this(
        folder,
        payloads,
        receipts,
        Settings.MEASURED,
        new Migrations(Schema.STEPS, statement -> {}));
  }

  SqliteJournal(Path folder, Payloads payloads) {
    this(folder, payloads, Map::of);
  }

  SqliteJournal(Path folder, Payloads payloads, Settings settings, Migrations migrations) {
    this(folder, payloads, Map::of, settings, migrations);
  }

  private SqliteJournal(
      Path folder,
      Payloads payloads,
      Supplier<Map<Lane, ReceiptFile.Receipt>> receipts,
      Settings settings,
      Migrations migrations) {
    this.folder = folder;
    this.payloads = payloads;
    this.receipts = receipts;
    this.settings = settings;
    this.migrations = migrations;
    this.ballast = new Ballast(folder, settings.ballastBytes());
  }

  @Override
  public Recovered open() {
    Invariant.check(lock == null, "the journal is opened twice");
    boolean isOpen = false;
    try {
      Files.createDirectories(folder);
      lock = DirectoryLock.take(folder);
      NativeLibrary.prepare(folder.resolve("native"));
      Floors kept = Floors.in(folder);
      Opening.Opened opened = opened();
      sql = opened.sql();
      tables = opened.tables();
      floors = kept;
      takeReceipts(opened.tables());
      isShort = !ballast.keep(0);
      Recovered found =
          tables.recovered(
              opened.boot(),
              opened.quarantined(),
              opened.lost(),
              kept.values(),
              new Quarantine(folder).unsalvaged());
      isOpen = true;
      return found;
    } catch (SQLException e) {
      throw Failures.of(folder, "Opening", e);
    } catch (IOException e) {
      throw Failures.of(folder, "Opening", e);
    } finally {
      if (!isOpen) {
        release();
      }
    }
  }

  /** Lets go of what the last process knew to be with the broker and had not written down here. */
  private void takeReceipts(Tables found) throws SQLException {
    List<Effect.Durable> releases = found.proved(receipts.get());
    if (releases.isEmpty()) {
      return;
    }
    try {
      commit(releases);
    } catch (JournalFailure e) {
      if (e.kind() != JournalFailure.Kind.FULL) {
        throw e;
      }
      // They go once more, which a backend can tell.
    }
  }

  /** A start writes too: without any room it takes the reserve. */
  private Opening.Opened opened() throws SQLException, IOException {
    try {
      return new Opening(folder, payloads, settings, migrations).open();
    } catch (SQLException e) {
      if (Failures.of(folder, "Opening", e).kind() == JournalFailure.Kind.FULL
          && ballast.release()) {
        return new Opening(folder, payloads, settings, migrations).open();
      }
      throw e;
    }
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    if (effects.isEmpty()) {
      return;
    }
    try {
      write(effects);
    } catch (JournalFailure e) {
      if (e.kind() != JournalFailure.Kind.FULL) {
        throw e;
      }
      writeInto(gaveUpReserve(e), effects, e);
    }
  }

  /** Tries again with more room, until none can be made any more. */
  private void writeInto(boolean moreRoom, List<Effect.Durable> effects, JournalFailure full) {
    usable().shedder().again();
    shortage = Shortage.DISK;
    boolean more = moreRoom;
    JournalFailure last = full;
    while (more || madeRoom()) {
      more = false;
      try {
        write(effects);
        return;
      } catch (JournalFailure e) {
        if (e.kind() != JournalFailure.Kind.FULL) {
          throw e;
        }
        last = e;
      }
    }
    throw last;
  }

  /** Drops rows, if there are any to drop; a step may find none and the next one some. */
  private boolean madeRoom() {
    long before = dropped;
    while (dropped == before && shedSome()) {}
    return dropped > before;
  }

  @Override
  public void shed() {
    shedSome();
  }

  @Override
  public Dropped takeDropped() {
    Dropped sinceAsked = dropped == 0 ? Dropped.NONE : new Dropped(dropped, shortage);
    dropped = 0;
    return sinceAsked;
  }

  /** Looks not every time: whoever has room enough now has some a few commits later. */
  @Override
  public boolean lacksRoom() {
    if (!lacksRoom && !isShort && ++askedForRoom % ROOM_ASKED != 0) {
      return false;
    }
    boolean lacked = lacksRoom;
    try {
      Tables tables = usable();
      JournalUse now = look(connection(), tables);
      long left =
          isShort
              ? now.unusedBytes() + Files.getFileStore(folder).getUsableSpace()
              : Long.MAX_VALUE;
      boolean full = left < settings.ballastBytes() / 2;
      lacksRoom = full || now.usedBytes() > now.budgetBytes();
      shortage = full ? Shortage.DISK : Shortage.BUDGET;
      if (lacked && !lacksRoom) {
        tables.shedder().again();
      }
      return lacksRoom;
    } catch (SQLException e) {
      throw failed("Reading", e);
    } catch (IOException e) {
      return false; // nothing is dropped on a guess
    }
  }

  private JournalUse look(Sql sql, Tables tables) throws SQLException {
    long page = sql.number("PRAGMA page_size");
    long unused = sql.number("PRAGMA freelist_count") * page;
    long used = sql.number("PRAGMA page_count") * page - unused;
    long dropped = Math.min(tables.missing(), tables.waiting());
    return new JournalUse(
        used, unused, settings.budgetBytes(), tables.waiting() - dropped, dropped);
  }

  @Override
  public JournalUse use() {
    try {
      Tables tables = usable();
      return look(connection(), tables);
    } catch (SQLException e) {
      throw failed("Reading", e);
    }
  }

  /**
   * One step of shedding.
   *
   * @return whether there may be more to do
   */
  private boolean shedSome() {
    Tables tables = usable();
    Sql sql = connection();
    boolean begun = false;
    try {
      if (tables.shedder().isExhausted()) {
        return false;
      }
      begun = true;
      tables.mark();
      sql.begin();
      long events = tables.shedder().step();
      sql.commit();
      begun = false;
      dropped += events;
      return true;
    } catch (SQLException e) {
      JournalFailure failure = failed("Making room", e);
      if (failure.kind() != JournalFailure.Kind.FULL) {
        throw failure;
      }
      return false; // even that finds no room: whoever needs some hears it from the commit
    } finally {
      if (begun) {
        tables.shedder().undo();
        tables.undo();
        rollBack(sql);
      }
    }
  }

  private boolean gaveUpReserve(JournalFailure failure) {
    try {
      isShort = true;
      return ballast.release();
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  @Override
  public boolean isShort() {
    try {
      isShort = isShort && !ballast.keep(settings.ballastBytes());
      return isShort;
    } catch (IOException e) {
      return true; // whoever cannot even be asked has no room to give
    }
  }

  private void write(List<Effect.Durable> effects) {
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
      // After the tables: a floor above what they hold would make their content useless.
      Objects.requireNonNull(floors, NOT_OPEN).raise(effects);
    } catch (SQLException e) {
      throw failed("Writing", e);
    } catch (IOException e) {
      broken = true;
      throw Failures.of(folder, "Writing", e);
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

  @Override
  public SalvageChunk salvage(String name, Lane lane, long afterSeq, int limit) {
    return new Salvager(new Quarantine(folder).place(name), usable().saysDropped())
        .read(lane, afterSeq, limit);
  }

  @Override
  public void endSalvage(String name) {
    try {
      new Quarantine(folder).ended(name);
    } catch (IOException e) {
      // The state in the journal says so, too: the next start leaves the word again.
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
        hasEnded = true;
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
    try (DirectoryLock held = lock) {
      tables = null;
      if (sql != null && hasEnded) {
        sql.close();
      } else if (sql != null) {
        KeptLog.close(sql, new JournalFiles(folder));
      }
    } catch (SQLException e) {
      throw Failures.of(folder, "Closing", e);
    } catch (IOException e) {
      throw Failures.of(folder, "Closing", e);
    } finally {
      lock = null;
      sql = null;
      hasEnded = false;
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
