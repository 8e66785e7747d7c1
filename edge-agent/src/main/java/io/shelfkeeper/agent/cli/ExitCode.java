package io.shelfkeeper.agent.cli;

/** What the process says when it ends. Service files and scripts rely on these numbers. */
public final class ExitCode {
  /** It is done. */
  public static final int DONE = 0;

  /** It failed; trying again may help. */
  public static final int FAILED = 1;

  /** The site file or the command line is wrong; trying again does not help. */
  public static final int WRONG = 2;

  /** No agent answers there. */
  public static final int NOT_RUNNING = 3;

  /**
   * Something impossible was seen, or the agent did not end in time; the next start is a fresh one.
   */
  public static final int BROKEN = 70;

  /** The journal cannot be written: disk full, another agent in the folder, damage. */
  public static final int JOURNAL_FAILED = 74;

  private ExitCode() {}
}
