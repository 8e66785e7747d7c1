package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.files.AtomicFile;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The way from a folder to a journal that can be written: makes a new one, takes up an old one, or
 * sets a damaged one aside and makes a new one. Never deletes a journal, never repairs one: what
 * was half lost would be taken for the whole.
 */
final class Opening {
  private final Path folder;
  private final JournalFiles files;
  private final Settings settings;
  private final Migrations migrations;
  private final Payloads payloads;

  private @Nullable Sql sql;
  private @Nullable Tables tables;
  private @Nullable String quarantined;
  private AuditPoint lost = AuditPoint.NONE;

  Opening(Path folder, Payloads payloads, Settings settings, Migrations migrations) {
    this.folder = folder;
    this.files = new JournalFiles(folder);
    this.payloads = payloads;
    this.settings = settings;
    this.migrations = migrations;
  }

  /**
   * @param tables loaded
   * @param boot number of this start
   * @param quarantined where a damaged journal was set aside and why, or null
   * @param lost how far the backend has that one's audit log, if it could still be read
   */
  record Opened(Sql sql, Tables tables, long boot, @Nullable String quarantined, AuditPoint lost) {}

  Opened open() throws SQLException, IOException {
    Files.deleteIfExists(files.unborn());
    KeptLog.restore(files);
    if (files.anyExist()) {
      String damage = files.outerDamage();
      if (damage == null) {
        takeUp();
      } else {
        setAside(damage);
      }
    }
    if (sql == null) {
      make();
      takeUp();
    }
    if (sql == null || tables == null) {
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "A journal just made in %s is damaged already (%s). Check the storage medium."
              .formatted(folder, quarantined),
          null);
    }
    return opened(sql, tables);
  }

  /** A start that cannot be counted lets go of the file: it is tried again with more room. */
  private Opened opened(Sql open, Tables loaded) throws SQLException, IOException {
    try {
      return new Opened(open, loaded, countStart(open), quarantined, lost);
    } catch (SQLException e) {
      letGo(open);
      throw e;
    }
  }

  private void make() throws SQLException, IOException {
    try (Sql fresh = Sql.open(files.unborn())) {
      settings.beforeTables(fresh);
      migrations.create(fresh);
    }
    AtomicFile.move(files.unborn(), files.database());
  }

  /** Opens what is there; if it is damaged it is set aside, and nothing is open. */
  private void takeUp() throws SQLException, IOException {
    boolean hadLog = files.hasLog();
    Sql opened = Sql.open(files.database());
    try {
      String damage = damage(opened, hadLog);
      if (damage == null) {
        // What goes wrong here is a mistake of this release, and no reason to set a journal aside.
        migrations.upgrade(opened, files.beforeUpgrade());
        damage = load(opened);
      }
      if (damage == null) {
        sql = opened;
      } else {
        lost = acknowledgedAudit(opened);
        // Before it is closed: closing would fold the log into the database and delete it.
        setAside(damage);
      }
    } finally {
      if (sql == null) {
        letGo(opened);
      }
    }
  }

  private @Nullable String damage(Sql opened, boolean hadLog) throws SQLException, IOException {
    try {
      settings.apply(opened);
      if (opened.number("PRAGMA application_id") != Schema.APPLICATION) {
        return "the database belongs to another program";
      }
      migrations.refuseNewer(opened, folder);
      if (!Migrations.intact(opened)) {
        return "the tables are not what was written";
      }
      if (!hadLog && opened.number("SELECT in_use FROM journal") != 0) {
        return "the log is missing, and with it the newest rows";
      }
      return contentDamage(opened);
    } catch (SQLException e) {
      if (Failures.tellsDamage(e) || Failures.tellsOtherTables(e)) {
        return String.valueOf(e.getMessage());
      }
      throw e;
    }
  }

  private @Nullable String contentDamage(Sql opened) throws SQLException, IOException {
    boolean suspect = Files.exists(files.suspect());
    if (!suspect && Files.size(files.database()) > settings.checkedBytes()) {
      return null;
    }
    String verdict = opened.first("PRAGMA quick_check(1)", row -> row.getString(1));
    if (suspect) {
      Files.delete(files.suspect());
    }
    return "ok".equals(verdict) ? null : verdict;
  }

  private @Nullable String load(Sql opened) throws SQLException {
    Tables read = new Tables(opened, payloads, settings.auditKept());
    tables = read;
    try {
      return read.load();
    } catch (SQLException e) {
      if (Failures.tellsDamage(e)) {
        return String.valueOf(e.getMessage());
      }
      throw e;
    }
  }

  private static AuditPoint acknowledgedAudit(Sql damaged) {
    try {
      return new AuditTable(damaged, AuditTable.KEPT).acknowledged();
    } catch (SQLException e) {
      return AuditPoint.NONE; // the new log then says that nothing is known of the one before
    }
  }

  private void setAside(String damage) throws IOException {
    Path place = new Quarantine(folder).setAside(files, damage);
    quarantined = place + " (" + damage + ")";
  }

  /**
   * Counts this start, durably, before anything else is done. The mark "in use" goes into the
   * database itself and not only into the log: so the next start can tell that a log is missing.
   */
  private static long countStart(Sql sql) throws SQLException {
    boolean endedProperly = sql.number("SELECT in_use FROM journal") == 0;
    sql.begin();
    sql.run("UPDATE journal SET boot = boot + 1, in_use = 1");
    sql.commit();
    if (endedProperly) {
      sql.once("PRAGMA wal_checkpoint(FULL)");
    }
    return sql.number("SELECT boot FROM journal");
  }

  /** Of a journal that was set aside the log is gone with it; any other one keeps it. */
  private void letGo(Sql opened) throws IOException {
    try {
      KeptLog.close(opened, files);
    } catch (SQLException e) {
      if (!Failures.tellsDamage(e)) {
        throw new IOException(e);
      }
    }
  }
}
