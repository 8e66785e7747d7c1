package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.Journal.JournalFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite and the file system say, in the words of the port: what, where, what to check. */
final class Failures {
  private Failures() {}

  static JournalFailure of(Path folder, String doing, SQLException e) {
    int code = primary(e);
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return new JournalFailure(
          Kind.FULL,
          "%s: no room left for the journal in %s. Free some space on that file system."
              .formatted(doing, folder),
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return new JournalFailure(
          Kind.IN_USE,
          "%s: another program has the journal in %s open. Close it; look at a copy instead."
              .formatted(doing, folder),
          e);
    }
    return new JournalFailure(Kind.BROKEN, broken(folder, doing, code, e), e);
  }

  static JournalFailure of(Path folder, String doing, IOException e) {
    return new JournalFailure(
        Kind.BROKEN,
        "%s: the data directory %s cannot be used (%s). Check owner and rights for user %s, and that the file system is not mounted read-only."
            .formatted(doing, folder, e, System.getProperty("user.name")),
        e);
  }

  private static String broken(Path folder, String doing, int code, SQLException e) {
    String where = "%s: the journal in %s".formatted(doing, folder);
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PERM.code) {
      return "%s cannot be written (%s). Check owner and rights of the folder and its files for user %s, and that the file system is not mounted read-only."
          .formatted(where, e.getMessage(), System.getProperty("user.name"));
    }
    if (e.getCause() instanceof NativeLibraryNotFoundException
        || e.getCause() instanceof UnsatisfiedLinkError) {
      return "%s cannot be opened, because SQLite's library does not load (%s). Check that %s is not on a file system mounted noexec."
          .formatted(where, e.getMessage(), folder);
    }
    return "%s failed (%s). Check the storage medium; the kernel's log tells of its errors."
        .formatted(where, e.getMessage());
  }

  /** Whether the file itself is at fault, and not its rights or its room. */
  static boolean tellsDamage(SQLException e) {
    int code = primary(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        // A sector that cannot be read now will not be read by the next start either.
        || e instanceof SQLiteException exact
            && exact.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_READ;
  }

  /** Whether a statement does not fit the tables that are there. */
  static boolean tellsOtherTables(SQLException e) {
    return primary(e) == SQLiteErrorCode.SQLITE_ERROR.code;
  }

  /** The code without SQLite's extension; 0 if the error is not SQLite's. */
  private static int primary(SQLException e) {
    return e instanceof SQLiteException exact ? exact.getResultCode().code & 0xff : 0;
  }
}
