package io.shelfkeeper.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel says that a process uses. */
record ProcessUse(double cpuSeconds, double residentMegabytes) {
  /** Linux tells processor time in hundredths of a second on every machine that we know. */
  private static final double TICKS_A_SECOND = 100;

  static ProcessUse of(long pid) {
    try {
      Path process = Path.of("/proc", Long.toString(pid));
      String stat = Files.readString(process.resolve("stat"));
      // The name in parentheses may have blanks; user and system time are the 12th and 13th after.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      double ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
      long kilobytes =
          Files.readAllLines(process.resolve("status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow();
      return new ProcessUse(ticks / TICKS_A_SECOND, kilobytes / 1024.0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
