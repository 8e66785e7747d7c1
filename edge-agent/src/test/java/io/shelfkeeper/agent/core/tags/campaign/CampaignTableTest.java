package io.shelfkeeper.agent.core.tags.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The operator's table is what the agent forecasts. Written anew with {@code -Dtable.write=true}.
 */
class CampaignTableTest {
  private static final Path PAPER = Path.of("docs/campaigns.md");
  private static final String BEGIN = "<!-- table -->\n";
  private static final String END = "<!-- end -->";
  private static final int[] TAGS = {50, 125, 250, 500, 1_000};
  private static final int[] MINUTES = {10, 30, 60};

  @Test
  void theTableIsWhatTheAgentForecasts() throws IOException {
    String paper = Files.readString(PAPER);
    int from = paper.indexOf(BEGIN) + BEGIN.length();
    int to = paper.indexOf(END);
    String table = table();
    if (Boolean.getBoolean("table.write")) {
      Files.writeString(PAPER, paper.substring(0, from) + table + paper.substring(to));
      return;
    }
    List<Integer> told = numbers(paper.substring(from, to));
    List<Integer> now = numbers(table);
    assertEquals(now.size(), told.size());
    for (int i = 0; i < now.size(); i++) {
      double off = Math.abs(now.get(i) - told.get(i));
      assertTrue(off <= 1 + 0.03 * now.get(i), "now it is:\n" + table);
    }
  }

  private static List<Integer> numbers(String table) {
    return Arrays.stream(table.split("[^0-9]+"))
        .filter(s -> !s.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "| tags that change, of one station | heard every 10 min | every 30 min | every 60 min |\n|---|---|---|---|\n");
    for (int tags : TAGS) {
      table.append("| ").append(tags);
      for (int minutes : MINUTES) {
        Habits habits = new Habits(new int[tags], new double[] {60 * minutes});
        Forecast forecast =
            new Forecast(
                habits,
                List.of(new Part(0, 0, ForecastTest.range(tags))),
                1,
                0,
                0,
                tag -> false,
                1);
        while (!forecast.advance(10_000)) {}
        Window window = forecast.shop(tags / 100);
        table.append(
            " | %d, the last %d"
                .formatted(Math.round(window.most() / 60), Math.round(window.likely() / 60)));
      }
      table.append(" |\n");
    }
    return table.toString();
  }
}
