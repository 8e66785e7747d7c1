package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.doctor.WiringRow;
import java.util.ArrayList;
import java.util.List;

/** The wiring table as people read it: a line for each place, its advice below. */
final class WiringTable {
  private static final String LINE = "%-14s %7s  %-18s %-14s %s";

  private WiringTable() {}

  static List<String> lines(List<WiringRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("bus", "address", "site file", "verdict", "found"));
    String bus = "";
    for (WiringRow row : rows) {
      lines.add(line(row, row.bus().equals(bus) ? "" : row.bus()));
      if (!row.advice().isEmpty()) {
        lines.add("    -> " + row.advice());
      }
      bus = row.bus();
    }
    long bad = rows.stream().filter(row -> !row.isGood()).count();
    lines.add("");
    lines.add(
        bad == 0
            ? "All %d places are as the site file says.".formatted(rows.size())
            : "%d of %d places need a look.".formatted(bad, rows.size()));
    return lines;
  }

  private static String line(WiringRow row, String bus) {
    String named = row.cell().isEmpty() ? row.device() : row.device() + " (" + row.cell() + ")";
    return LINE.formatted(
            bus,
            row.address() == 0 ? "port" : row.address(),
            named.isEmpty() ? "-" : named,
            row.verdict().word().replace('_', ' '),
            row.found())
        .stripTrailing();
  }
}
