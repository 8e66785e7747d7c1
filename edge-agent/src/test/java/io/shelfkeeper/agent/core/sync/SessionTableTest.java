package io.shelfkeeper.agent.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.sync.Session.Happening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table that people read is the table that the machine follows. */
class SessionTableTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/shelfkeeper/agent/core/sync/Session.java");
  private static final long NOW = Session.STABLE_NANOS;

  private static final List<Session> STATES =
      List.of(
          new Session.Offline(7, 0, NOW),
          new Session.Connecting(7, 0, NOW - Session.CONNECT_NANOS),
          new Session.Greeting(7, 0, 0, "s", 1, NOW),
          new Session.Comparing(7, 0, 0),
          new Session.Online(7, 0, 0),
          new Session.Closed(7));

  private static final List<Happening> HAPPENINGS =
      List.of(
          new Happening.Due(),
          new Happening.Connected(7),
          new Happening.Lost(7, -1),
          new Happening.Deaf(),
          new Happening.Answered("s"),
          new Happening.Compared(),
          new Happening.Doubt(),
          new Happening.Misfit(),
          new Happening.Stop());

  @Test
  void theTableInTheDocumentationIsTheMachine() throws IOException {
    assertEquals(String.join("\n", written()), String.join("\n", lived()));
  }

  @Test
  void everyStateAndHappeningIsTried() {
    assertEquals(Session.class.getPermittedSubclasses().length, STATES.size());
    assertEquals(Happening.class.getPermittedSubclasses().length, HAPPENINGS.size());
  }

  @Test
  void answersToAnOlderAttemptChangeNothing() {
    for (Session state : STATES) {
      for (Happening late :
          List.of(
              new Happening.Connected(6),
              new Happening.Lost(6, -1),
              new Happening.Answered("of before"))) {
        Session.Step step = state.step(late, NOW, () -> 0);
        assertEquals(new Session.Step(state, Session.Wish.NOTHING), step);
      }
    }
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    for (Session state : STATES) {
      long before = Math.min(state.dueNanos(), NOW) - 1;
      Session.Step step = state.step(new Happening.Due(), before, () -> 0);
      assertEquals(new Session.Step(state, Session.Wish.NOTHING), step);
    }
  }

  private static List<String> lived() {
    List<String> lines = new ArrayList<>();
    for (Session state : STATES) {
      for (Happening happening : HAPPENINGS) {
        Session.Step step = state.step(happening, NOW, () -> 0);
        if (!step.next().equals(state) || step.wish() != Session.Wish.NOTHING) {
          lines.add(
              "%-10s + %-9s -> %-10s : %s"
                  .formatted(name(state), name(happening), name(step.next()), step.wish()));
        }
      }
    }
    return lines;
  }

  private static String name(Object record) {
    return record.getClass().getSimpleName();
  }

  private static List<String> written() throws IOException {
    String source = Files.readString(SOURCE);
    String table = source.substring(source.indexOf("<pre>") + 5, source.indexOf("</pre>"));
    return table
        .lines()
        .map(line -> line.replaceFirst("^ \\* ?", ""))
        .filter(l -> !l.isBlank())
        .toList();
  }
}
