package io.shelfkeeper.drivers.lock;

/**
 * Tells two boards at one address from one that is slow: two give more answers than were asked for,
 * a slow one never does, however late it is. Pure; counts the reads of one driver.
 */
public final class TwinWatch {
  /** So many reads in a row with a surplus are no accident. */
  private static final int CONFLICT = 3;

  /** After so many silences in a row whoever answers may be another one, or more than one. */
  private static final int SILENCES = 3;

  /** More answers than this are never still on their way. */
  private static final int OWED_MAX = 3;

  private int owed;
  private int answers;
  private boolean surplus;
  private int doubled;
  private int silences;
  private boolean alone;

  /** A read is about to be sent; what was heard since the one before belonged to that one. */
  public void asks() {
    doubled = surplus ? doubled + 1 : answers > 0 ? 0 : doubled;
    silences = answers > 0 ? 0 : silences + 1;
    alone &= !surplus && silences < SILENCES;
    answers = 0;
    surplus = false;
    owed = Math.min(owed + 1, OWED_MAX);
  }

  /** An answer to a read, at whatever time. */
  public void hears() {
    answers++;
    surplus |= owed == 0;
    owed = Math.max(owed - 1, 0);
  }

  /** The line was listened to for as long as a board may take, after the last read. */
  public void listenedOut() {
    alone = answers == 1;
    owed = answers == 0 ? owed : 0;
  }

  /** Whether one board answers, as far as is known: until then reads have to be listened out. */
  public boolean isAlone() {
    return alone;
  }

  /** Whether there may be two: nothing may be moved. */
  public boolean isSuspected() {
    return surplus || doubled > 0;
  }

  /** Whether there are two. */
  public boolean isCertain() {
    return doubled + (surplus ? 1 : 0) >= CONFLICT;
  }
}
