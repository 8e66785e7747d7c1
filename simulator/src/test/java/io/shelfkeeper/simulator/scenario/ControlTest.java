package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.world.CellProfile;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A played shop with a real port, a real socket and real time. */
@Timeout(120)
@SuppressWarnings("try") // What is played is only there to be talked to.
class ControlTest {
  @TempDir Path folder;

  private final long zero = System.nanoTime();

  private long nanos() {
    return System.nanoTime() - zero;
  }

  private Path socket() {
    return folder.resolve("sim.sock");
  }

  private ControlServer control(Stage stage) throws IOException {
    return ControlServer.open(socket(), new Director(stage), this::nanos);
  }

  @Test
  void callReturnsWhenTheHandHasLeftAndTheTruthIsWritten() throws IOException {
    Path truth = folder.resolve("truth.jsonl");
    try (TruthLog log = new TruthLog(truth, 1_000);
        ControlServer server = control(Corner.stage(1, log))) {
      SimulatorControl control = new SimulatorControl(socket());
      assertTrue(control.tell("take --bay A1 --count 2").startsWith("took 2 x water at A1"));
      List<String> lines = Files.readAllLines(truth);
      assertEquals(1, lines.size());
      String line = lines.getFirst();
      assertTrue(line.startsWith("{\"bay\":\"A1\",\"sku\":\"water\",\"delta\":-2,"), line);
      long end = Long.parseLong(line.replaceAll(".*\"end\":(\\d+).*", "$1"));
      assertTrue(nanos() / 1_000_000 + 1_000 >= end);
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> control.tell("take --bay Q"))
              .toString()
              .contains("No bay Q"));
    }
    assertFalse(Files.exists(socket()));
  }

  @Test
  void socketIsItsUsersOnly() throws IOException {
    try (ControlServer server = control(Corner.stage(1, movement -> {}))) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
    }
  }

  @Test
  void socketOfALivingSimulatorAndOtherFilesAreKept() throws IOException {
    try (ControlServer server = control(Corner.stage(1, movement -> {}))) {
      assertThrows(IOException.class, () -> control(Corner.stage(2, movement -> {})));
      assertEquals("A1 water 12\nA2 gum 20", new SimulatorControl(socket()).tell("counts"));
    }
    Files.writeString(socket(), "precious");
    assertThrows(IOException.class, () -> control(Corner.stage(3, movement -> {})));
    assertEquals("precious", Files.readString(socket()));
  }

  @Test
  void nobodyAtTheSocketIsSaid() {
    assertThrows(IOException.class, () -> new SimulatorControl(socket()).tell("list"));
  }

  @Test
  void playedShopAnswersOnThePortOfItsSiteFile() throws IOException {
    SiteFile site = Corner.site(folder);
    Stage stage = new Stage(site, 1, CellProfile.IDEAL, movement -> {});
    Path port = folder.resolve("line-1");
    try (PlayedShop shop = PlayedShop.open(site, stage, this::nanos, line -> {});
        FileOutputStream out = new FileOutputStream(port.toFile());
        FileInputStream in = new FileInputStream(port.toFile())) {
      out.write(HexFormat.of().parseHex("010300500002C41A"));
      byte[] reply = in.readNBytes(9);
      assertArrayEquals(new byte[] {1, 3, 4}, Arrays.copyOf(reply, 3));
    }
    assertFalse(Files.exists(port));
  }
}
