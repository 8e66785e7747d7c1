package io.shelfkeeper.deploy.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells what happens, one plain line at a time, with the seconds since the shop opened. */
final class Teller {
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  Teller(PrintStream out) {
    this.out = out;
  }

  /** What somebody does. */
  void tell(String what) {
    print("", what);
  }

  /** What the backend makes of it. */
  void reply(String what) {
    print("        ", what);
  }

  /** Without time and frame: for a last line that a program may read. */
  void last(String line) {
    out.println(line);
    out.flush();
  }

  private synchronized void print(String margin, String what) {
    double seconds = (System.nanoTime() - startNanos) / NANOS;
    out.printf(Locale.ROOT, "%6.1f s  %s%s%n", seconds, margin, what);
    out.flush();
  }
}
