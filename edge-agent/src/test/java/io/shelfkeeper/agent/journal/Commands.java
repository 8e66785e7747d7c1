package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Commands of the system, mostly about file systems of their own. */
final class Commands {
  private static final long SECONDS_MAX = 120;

  private Commands() {}

  /** Whether the command is there, ends in time and succeeds. */
  static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
