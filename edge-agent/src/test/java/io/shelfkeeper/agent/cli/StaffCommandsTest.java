package io.shelfkeeper.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.PlayedBus;
import io.shelfkeeper.agent.journal.AuditFile;
import io.shelfkeeper.agent.local.Identity;
import io.shelfkeeper.agent.local.StatusSocket;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types, against an agent whose answers are known. */
class StaffCommandsTest {
  private static final Storage STORAGE = () -> new Storage.Use(1, 1, 1, 1, 10);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<StaffRequest> heard = new ArrayList<>();
  private final InputStream keyboard = System.in;
  @TempDir Path data = Path.of("");

  @AfterEach
  void giveTheKeyboardBack() {
    System.setIn(keyboard);
  }

  private final class Loop implements Inputs {
    private final List<StatusSocket> self = new ArrayList<>();
    private final Function<StaffRequest, StaffAnswer> agent;

    Loop(Function<StaffRequest, StaffAnswer> agent) {
      this.agent = agent;
    }

    @Override
    public void post(Input input) {
      throw new AssertionError("a stranger's question may be dropped");
    }

    @Override
    public boolean offer(Input input) {
      if (input instanceof Input.StaffAsked asked) {
        heard.add(asked.request());
        self.getFirst().answer(asked.token(), agent.apply(asked.request()));
      }
      return true;
    }
  }

  private int run(Function<StaffRequest, StaffAnswer> agent, String typed, String... words)
      throws IOException {
    System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
    PrintStream print = new PrintStream(out, true, UTF_8);
    Recorder nothing = (site, folder, seconds, old, text) -> ExitCode.FAILED;
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--data", data.toString()));
    Loop loop = new Loop(agent);
    try (StatusSocket socket =
        new StatusSocket(data, new Identity("shop", "k1", "9", "key-1"), STORAGE, loop)) {
      loop.self.add(socket);
      socket.open();
      return Cli.run(
          "9",
          new Doctor(new PlayedBus()),
          new AuditFile(),
          nothing,
          site -> List.of(),
          print,
          print,
          line.toArray(String[]::new));
    }
  }

  private static StaffAnswer done(StaffRequest request) {
    return StaffAnswer.done("did " + request.getClass().getSimpleName());
  }

  @Test
  void aCountIsTold() throws IOException {
    assertEquals(0, run(StaffCommandsTest::done, "", "count", "--bay", "A3", "--count", "5"));
    assertEquals(List.of(new StaffRequest.CountGoods("A3", "", 5)), heard);
    assertEquals("did CountGoods\n", out.toString(UTF_8));
  }

  @Test
  void aDeliveryIsNamedByBayAndProduct() throws IOException {
    assertEquals(
        0, run(StaffCommandsTest::done, "", "restock", "--begin", "--expect", "A3=12,A4/tea=6"));
    assertEquals(
        List.of(
            new StaffRequest.BeginRestock(
                List.of(
                    new StaffRequest.Expected("A3", "", 12),
                    new StaffRequest.Expected("A4", "tea", 6)))),
        heard);
    assertEquals(0, run(StaffCommandsTest::done, "", "restock", "--end"));
  }

  @Test
  void aBayIsLitAndBuzzersAreSilenced() throws IOException {
    assertEquals(0, run(StaffCommandsTest::done, "", "light", "--bay", "A3"));
    assertEquals(0, run(StaffCommandsTest::done, "", "light", "--bay", "A3", "--seconds", "5"));
    assertEquals(0, run(StaffCommandsTest::done, "", "silence"));
    assertEquals(
        List.of(
            new StaffRequest.LightBay("A3", 60),
            new StaffRequest.LightBay("A3", 5),
            new StaffRequest.SilenceBuzzers()),
        heard);
    StaffAnswer no = StaffAnswer.refused("There are no lights here.");
    assertEquals(2, run(request -> no, "", "light", "--bay", "A3"));
  }

  @Test
  void theCatalogueIsListedAndAProductForgotten() throws IOException {
    assertEquals(0, run(StaffCommandsTest::done, "", "catalogue"));
    assertEquals(0, run(StaffCommandsTest::done, "", "catalogue", "--forget", "tea"));
    assertEquals(
        List.of(new StaffRequest.ListWeights(), new StaffRequest.ForgetWeight("tea")), heard);
  }

  @Test
  void aRefusalEndsWithTheAgentsWords() throws IOException {
    Function<StaffRequest, StaffAnswer> no = request -> StaffAnswer.refused("no such bay");
    assertEquals(2, run(no, "", "count", "--bay", "A9", "--count", "5"));
    assertEquals("no such bay\n", out.toString(UTF_8));
  }

  @Test
  void aReferenceIsWeighedWhenThePersonSaysSo() throws IOException {
    int code =
        run(StaffCommandsTest::done, "\n\n", "calibrate", "--cell", "c", "--reference", "1e3");
    assertEquals(0, code, out.toString(UTF_8));
    assertEquals(
        List.of(
            new StaffRequest.HoldCell("c"),
            new StaffRequest.MarkCell("c"),
            new StaffRequest.MarkCell("c"),
            new StaffRequest.MarkCell("c"),
            new StaffRequest.ByReference("c", 1000)),
        heard);
  }

  @Test
  void whoWalksAwayLeavesTheShelfWatched() throws IOException {
    assertEquals(
        1, run(StaffCommandsTest::done, "\n", "calibrate", "--cell", "c", "--two-point", "500"));
    assertEquals(new StaffRequest.ReleaseCell("c"), heard.getLast());
    assertTrue(out.toString(UTF_8).contains("Nothing was changed"), out.toString(UTF_8));
  }

  @Test
  void knownGoodsNeedNobodysHands() throws IOException {
    assertEquals(
        0,
        run(
            StaffCommandsTest::done,
            "",
            "calibrate",
            "--cell",
            "c",
            "--known-count",
            "8",
            "--sku",
            "tea"));
    assertEquals(new StaffRequest.ByCount("c", "tea", 8), heard.getLast());
  }

  @Test
  void theListAndTheWayBackAreOneQuestionEach() throws IOException {
    assertEquals(0, run(StaffCommandsTest::done, "", "calibrate", "--list"));
    assertEquals(0, run(StaffCommandsTest::done, "", "calibrate", "--cell", "c", "--undo"));
    assertEquals(
        List.of(new StaffRequest.ListCalibrations(), new StaffRequest.UndoCalibration("c")), heard);
    assertEquals(2, run(StaffCommandsTest::done, "", "calibrate", "--undo"));
  }
}
