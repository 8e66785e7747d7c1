package io.shelfkeeper.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.PlayedBus;
import io.shelfkeeper.agent.journal.AuditFile;
import io.shelfkeeper.agent.local.Identity;
import io.shelfkeeper.agent.local.SampleStatus;
import io.shelfkeeper.agent.local.StatusSocket;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  private static final String DEMO = Path.of("..", "deploy", "sites", "demo.yaml").toString();

  private static final String SCALES =
      Path.of("src/test/resources/io/shelfkeeper/agent/cli/scales.yaml").toString();

  private static final Storage STORAGE =
      () -> new Storage.Use(6_000_000_000L, 2_000_000, 240_000, 86_400, 10);

  private final PlayedBus bus = new PlayedBus();
  private OutputSwitch outputs = site -> List.of();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Cli.run(
        "9.9",
        new Doctor(bus),
        new AuditFile(),
        (site, folder, seconds, old, print) -> {
          print.println(site.site() + " " + folder.getFileName() + " " + seconds);
          return ExitCode.DONE;
        },
        outputs,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        arguments);
  }

  private void saysOut(String... pieces) {
    for (String piece : pieces) {
      assertTrue(out.toString(UTF_8).contains(piece), () -> piece + " is not in " + out + err);
    }
  }

  private void saysErr(String... pieces) {
    for (String piece : pieces) {
      assertTrue(err.toString(UTF_8).contains(piece), () -> piece + " is not in " + err + out);
    }
  }

  @Test
  void aGoodSiteFileIsSummedUp() {
    assertEquals(0, run("check", "--config", DEMO));
    saysOut("demo.yaml is good.", "site=demo-shop device=keeper-1", "bus=fridge-bus devices=6");
    saysOut("fixtures=3 bays=12 cells=12 products=12", "url=mqtt://127.0.0.1:1883");
  }

  @Test
  void aLabelIsDrawnAsItsTagShowsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a3.png");
    assertEquals(
        0, run("label", "--bay", "A3", "--config", DEMO, "--tag", "33", "--out", file.toString()));
    saysOut("a3.png: the label of juice-250, 384 x 168 pixels.");
    assertEquals(384, ImageIO.read(file.toFile()).getWidth());
    assertEquals(2, run("label", "--bay", "A9", "--config", DEMO, "--out", file.toString()));
    saysErr("There is no bay A9");
    assertEquals(2, run("label", "--bay", "A3", "--config", DEMO, "--tag", "F7", "--out", "x.png"));
    saysErr("There is no tag type F7");
    assertEquals(0, run("label", "--config", DEMO, "--tag", "33", "--print-template"));
    saysOut("- {show: price,");
  }

  @Test
  void whatNoFontHasIsAMistakeBeforeItIsABoxOnAShelf(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site, Files.readString(Path.of(DEMO)).replace("Apple juice 0.25 l", "น้ำ juice"));
    assertEquals(2, run("check", "--config", site.toString()));
    saysOut("the tag 0000021D4E3A3C03 at bay A3: no font has \"น", "U+0E19", "1 problem.");
    assertEquals(2, run("label", "--bay", "A3", "--config", site.toString(), "--out", "never.png"));
    saysErr("no font has");
  }

  @Test
  void aTemplateOfTheShopsOwnIsChecked(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.yaml");
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(
        site,
        Files.readString(Path.of(DEMO)).replace("language: en", "language: en\n  folder: own"));
    assertEquals(0, run("check", "--config", site.toString()));
    Files.writeString(
        own.resolve("250x122.yaml"),
        "parts:\n  - {show: prise, x: 1, y: 2, width: 3, height: 4}\n");
    assertEquals(2, run("check", "--config", site.toString()));
    saysOut("250x122.yaml:2:12: \"show\" cannot be \"prise\". Instead: \"price\"", "1 problem.");
  }

  @Test
  void whatIsWorseThanPromisedIsAWarningAndStillGood(@TempDir Path folder) throws IOException {
    String board =
        "  - {id: locker-board, model: lock-8a, bus: locker-bus, address: 1, channels: 8}";
    String text = Files.readString(Path.of(DEMO));
    String second =
        board.replace("locker-board", "second-board").replace("address: 1", "address: 2");
    Path crowded = folder.resolve("crowded.yaml");
    Files.writeString(crowded, text.replace(board, board + "\n" + second));
    assertEquals(0, run("check", "--config", crowded.toString()));
    saysOut("is good.", "warning: the bus \"locker-bus\" has 2 lock boards");
  }

  @Test
  void aBadSiteFileEndsWithTwoAndAllItsProblems(@TempDir Path folder) throws IOException {
    String text = Files.readString(Path.of(DEMO));
    Path bad = folder.resolve("bad.yaml");
    Files.writeString(
        bad, text.replace("site: demo-shop", "site: A").replace("address: 5", "address: x"));
    assertEquals(2, run("check", "--config", bad.toString()));
    saysOut("bad.yaml:5:7: ", "Instead: \"a\"", "3 problems.");
  }

  @Test
  void goodsThatWeighTheSameAreToldBeforehand(@TempDir Path folder) throws IOException {
    String text = Files.readString(Path.of(DEMO));
    Path tight = folder.resolve("tight.yaml");
    Files.writeString(
        tight,
        text.replace(
            "[{sku: icetea-500, count: 12, low: 3}]",
            "[{sku: icetea-500, count: 12, low: 3}, {sku: milk-500, count: 2, low: 1}]"));
    assertEquals(0, run("check", "--config", tight.toString()));
    saysOut("warning: shelf A4: ", " of icetea-500 will be taken for milk-500: they weigh 541.8");
    assertEquals(0, run("forecast", "--config", tight.toString()));
    saysOut("shelf A4: ", "Would help: exchange");
    out.reset();
    assertEquals(0, run("check", "--config", DEMO));
    assertFalse(out.toString(UTF_8).contains("warning"), out.toString(UTF_8));
    assertEquals(2, run("forecast", "--config", DEMO, "--noise", "0"));
  }

  @Test
  void aRecordingIsMadeOfTheSiteFileForSoLong() {
    assertEquals(0, run("record", "--config", DEMO, "--out", "here", "--seconds", "7"));
    saysOut("demo-shop here 7");
    assertEquals(2, run("record", "--config", DEMO));
    saysErr("--out");
  }

  @Test
  void anUnknownCommandIsToldWithTheOneThatWasMeant() {
    assertEquals(2, run("chek", "--config", DEMO));
    saysErr("chek", "Did you mean", "shelfkeeper check");
  }

  @Test
  void aMissingOptionIsNamed() {
    assertEquals(2, run("check"));
    saysErr("--config=FILE");
    assertEquals(2, run());
    saysErr("A command is missing");
    assertEquals(2, run("run", "--config", "x"));
    saysErr("--data=DIR");
  }

  @Test
  void helpNamesCommandsAndExitCodes() {
    assertEquals(0, run("--help"));
    saysOut("run", "check", "status", "trying again does not help");
    assertEquals(0, run("run", "--help"));
    saysOut("--config=FILE", "--data=DIR");
    assertTrue(!out.toString(UTF_8).contains("stdin"), "a demo's option is not for people");
  }

  @Test
  void theVersionIsSaid() {
    assertEquals(0, run("--version"));
    saysOut("shelfkeeper 9.9");
  }

  @Test
  void aRecordingIsReplayedToStandardOutput(@TempDir Path folder) throws IOException {
    Path setup = folder.resolve("setup.json");
    Files.writeString(
        setup,
        """
        {"sps_nominal":10, "cells":[{"cell":"A1","shelf":"A1"}], "stock":{"water":5},
         "products":[{"sku":"water","mean_g":500,"sd_g":2}],
         "planogram":[{"sku":"water","shelf":"A1","cells":["A1"]}]}
        """);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      double grams = (i < 150 ? 2500 : 2000) + i % 3 * 0.1;
      lines.append("{\"t_ms\":%d,\"cell\":\"A1\",\"raw_grams\":%.1f}%n".formatted(i * 100, grams));
    }
    Path stream = Files.writeString(folder.resolve("stream.jsonl"), lines);
    assertEquals(0, run("replay", "--setup", "" + setup, "--stream", "" + stream));
    saysOut("{\"sku\":\"water\",\"qty\":-1}");
    assertEquals(1, run("replay", "--setup", "" + setup, "--stream", folder + "/none"));
    saysErr("there is no file " + folder + "/none");
  }

  @Test
  void theDoctorSaysWhatToDoAboutEachWire() {
    bus.with(1, 61_000);
    assertEquals(0, run("doctor", "--config", SCALES));
    saysOut("fridge-bus           1  scale-a1 (A1)      good", "All 2 places are as the site");
    bus.with(9, 0);
    assertEquals(1, run("doctor", "--config", SCALES));
    saysOut("9  -                  not in file", "    -> Add it to", "2 of 4 places need a look.");
    assertEquals(1, run("doctor", "--config", SCALES, "--json"));
    saysOut("{\"good\":false,\"rows\":[{\"bus\":\"fridge-bus\"", "\"verdict\":\"not_in_file\"");
    assertEquals(2, run("doctor", "--config", SCALES, "--open", "none,C9"));
    saysErr("No door C9. Name none, or of these: [case]");
  }

  @Test
  void outputsAreSwitchedOffWithoutAnAgent() {
    assertEquals(0, run("pins-off", "--config", SCALES));
    saysOut("All outputs are off");
    outputs = site -> List.of("Line 4 is held. End that program.");
    assertEquals(1, run("pins-off", "--config", SCALES));
    saysOut("Line 4 is held. End that program.");
    assertEquals(2, run("pins-off", "--config", SCALES + "x"));
  }

  @Test
  void nobodyAtHomeEndsWithThree(@TempDir Path data) {
    assertEquals(3, run("status", "--data", data.toString()));
    saysErr("no agent is running");
  }

  @Test
  void theStatusIsReadableForPeopleAndForScripts(@TempDir Path data) throws IOException {
    List<StatusSocket> self = new ArrayList<>();
    Inputs loop =
        new Inputs() {
          @Override
          public void post(Input input) {
            offer(input);
          }

          @Override
          public boolean offer(Input input) {
            if (input instanceof Input.StatusAsked asked) {
              self.getFirst().answer(asked.token(), SampleStatus.ONE, SampleStatus.USE);
            }
            return true;
          }
        };
    try (StatusSocket socket =
        new StatusSocket(data, new Identity("shop", "k1", "9", "key-1"), STORAGE, loop)) {
      self.add(socket);
      socket.open();
      assertEquals(0, run("status", "--data", data.toString()));
      saysOut("k1 at shop, version 9, start 4", "synchronised", "backend  connected");
      saysOut("fact       9 delivered, 3 wait, the oldest since 2 s");
      saysOut("orders   41 done, 3 refused since the start; trust version 7 with 2 keys");
      saysOut("A1            5753 g  11 water-500, lasts about 14 h\n");
      saysOut("A1         reference 11 days ago; drift 1.5 g since, 0.3 g a day");
      saysOut("a day; what moves on it fits no goods (trust 0.41): calibrate it\n");
      saysOut("A3         never; drift 34.2 g since, 11.5 g a day: ALARM\n1 as their devices");
      saysOut("A2         no weight  12 cola-330 (+/- 1.5), not confirmed by its scale yet");
      saysOut("scale/A2 no answer, for 90 s", "check: Its cable.");
      assertEquals(0, run("buffer", "--data", data.toString()));
      saysOut("fact       3 wait, the oldest since 2 s", "too little waits to say");
      saysOut("written    240 MB a day", "card       lasts over 100 years");
      assertEquals(0, run("buffer", "--data", data.toString(), "--json"));
      saysOut("\"bytes_per_day\":240000000,", "\"room_bytes\":2145583648,");
      assertEquals(0, run("status", "--data", data.toString(), "--json"));
      saysOut("{\"site\":\"shop\"");
    }
  }

  @Test
  void spansAreSaidInOneUnit() {
    assertEquals("90 s", StatusText.span(90_400));
    assertEquals("2 min", StatusText.span(120_000));
    assertEquals("25 h", StatusText.span(25 * 3_600_000L));
    assertEquals("3 days", StatusText.span(72 * 3_600_000L));
  }
}
