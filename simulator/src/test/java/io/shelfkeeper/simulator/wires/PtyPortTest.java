package io.shelfkeeper.simulator.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real pseudo-terminals of this machine. */
@Timeout(120)
class PtyPortTest {
  private static final byte[] ALL = new byte[256];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = (byte) i;
    }
  }

  @TempDir Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void choosePath() {
    path = folder.resolve("deep").resolve("bus");
  }

  private static byte[] read(Port port, int length) throws IOException {
    byte[] all = new byte[length];
    byte[] piece = new byte[length];
    int got = 0;
    while (got < length) {
      int read = port.read(piece, 100_000_000);
      System.arraycopy(piece, 0, all, got, read);
      got += read;
    }
    return all;
  }

  @Test
  void everyByteGoesThroughUnchangedInBothDirections() throws IOException {
    try (PtyPort port = new PtyPort(path)) {
      port.open();
      try (FileOutputStream out = new FileOutputStream(path.toFile());
          FileInputStream in = new FileInputStream(path.toFile())) {
        out.write(ALL);
        assertArrayEquals(ALL, read(port, ALL.length));
        port.write(ALL);
        assertArrayEquals(ALL, in.readNBytes(ALL.length));
      }
    }
  }

  @Test
  void portStaysWhenTheHostLeavesAndComesBack() throws IOException {
    try (PtyPort port = new PtyPort(path)) {
      port.open();
      for (int i = 0; i < 3; i++) {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
          out.write(i);
          assertArrayEquals(new byte[] {(byte) i}, read(port, 1));
        }
      }
      assertEquals(0, port.read(new byte[8], 1_000_000));
    }
  }

  @Test
  void hostThatDoesNotReadStopsNobody() throws IOException {
    try (PtyPort port = new PtyPort(path)) {
      port.open();
      for (int i = 0; i < 200; i++) {
        port.write(ALL);
      }
    }
  }

  @Test
  void hostsRateIsKnown() throws IOException {
    try (PtyPort port = new PtyPort(path)) {
      port.open();
      assertEquals(38_400, port.hostBaud(1));
    }
  }

  @Test
  void unpluggedPortIsGoneAndEndsTheHostsReading() throws IOException {
    PtyPort port = new PtyPort(path);
    port.open();
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      port.close();
      assertFalse(Files.exists(path, LinkOption.NOFOLLOW_LINKS));
      assertEquals(0, new FileReading(in).left());
    }
    port.open();
    assertTrue(Files.exists(path));
    port.close();
    try (var left = Files.list(path.getParent())) {
      assertEquals(0, left.count());
    }
  }

  /** What a host reads from a port that has died: nothing, or an error. */
  private record FileReading(FileInputStream in) {
    int left() {
      try {
        return Math.max(0, in.read());
      } catch (IOException e) {
        return 0;
      }
    }
  }

  @Test
  void deviceFileIsNeverReplaced() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "precious");
    IOException refused = assertThrows(IOException.class, () -> new PtyPort(path).open());
    assertTrue(refused.toString().contains("exists and is not a link that a simulator made"));
    assertEquals("precious", Files.readString(path));
  }

  @Test
  void linkOfSomebodyElseIsNeverReplaced() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of("/dev/pts/999"));
    assertThrows(IOException.class, () -> new PtyPort(path).open());
    assertEquals(Path.of("/dev/pts/999"), Files.readSymbolicLink(path));
  }

  @Test
  void linkOfADeadSimulatorIsReplaced() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of("/dev/pts/999"));
    Files.writeString(
        path.resolveSibling(".bus.simulated"), "/dev/pts/999\n1\n1999-01-01T00:00:00Z");
    try (PtyPort port = new PtyPort(path)) {
      port.open();
      assertTrue(Files.exists(path));
    }
  }

  @Test
  void linkOfALivingSimulatorIsRefused() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of("/dev/pts/999"));
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    String since = parent.info().startInstant().orElseThrow().toString();
    Files.writeString(
        path.resolveSibling(".bus.simulated"), "/dev/pts/999\n" + parent.pid() + "\n" + since);
    IOException refused = assertThrows(IOException.class, () -> new PtyPort(path).open());
    assertTrue(refused.toString().contains("another simulator"), refused.toString());
  }
}
