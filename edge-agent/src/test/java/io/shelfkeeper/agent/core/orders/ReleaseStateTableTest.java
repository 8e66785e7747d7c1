package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.orders.ReleaseState.Happening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table that people read is the table that the machine follows. */
class ReleaseStateTableTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/shelfkeeper/agent/core/orders/ReleaseState.java");

  @Test
  void theTableInTheDocumentationIsTheMachine() throws IOException {
    assertEquals(String.join("\n", written()), String.join("\n", lived()));
  }

  @Test
  void everyReasonIsAWordOfTheContract() throws IOException {
    String schema = Files.readString(Path.of("contract/schemas/order.done.v1.json"));
    for (ReleaseState state : ReleaseState.values()) {
      assertTrue(state.why().isEmpty() || schema.contains('"' + state.why() + '"'), state.why());
    }
  }

  @Test
  void anEndIsFinal() {
    for (ReleaseState state : ReleaseState.values()) {
      for (Happening happening : Happening.values()) {
        if (state.isFinal()) {
          assertEquals(state, state.after(happening));
        }
      }
    }
  }

  @Test
  void everyReleaseEndsWhenItsTimeIsUp() {
    for (ReleaseState state : ReleaseState.values()) {
      for (Happening late :
          List.of(Happening.LATE_OPEN, Happening.LATE_SHUT, Happening.LATE_UNKNOWN)) {
        assertEquals(true, state.after(late).isFinal(), state + " + " + late);
      }
    }
  }

  private static List<String> lived() {
    List<String> lines = new ArrayList<>();
    for (ReleaseState state : ReleaseState.values()) {
      for (Happening happening : Happening.values()) {
        ReleaseState next = state.after(happening);
        if (next != state) {
          lines.add("%-12s + %-12s -> %-12s".formatted(state, happening, next).stripTrailing());
        }
      }
    }
    return lines;
  }

  private static List<String> written() throws IOException {
    String source = Files.readString(SOURCE);
    String table = source.substring(source.indexOf("<pre>") + 5, source.indexOf("</pre>"));
    return table
        .lines()
        .map(line -> line.replaceFirst("^ \\* ?", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
