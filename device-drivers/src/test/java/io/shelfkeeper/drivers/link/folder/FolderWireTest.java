package io.shelfkeeper.drivers.link.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FolderWireTest {
  @TempDir private Path temporary;

  private Path root = Path.of("");
  private FolderWire wire = new FolderWire(root);

  @BeforeEach
  void twoSensors() throws Exception {
    root = Files.createDirectory(temporary.resolve("devices"));
    Files.createDirectory(root.resolve("b"));
    Path real = Files.createDirectory(temporary.resolve("real"));
    Files.writeString(real.resolve("name"), "hx711\n");
    // The kernel's folders are links to where the devices really are.
    Files.createSymbolicLink(root.resolve("a"), real);
    Files.writeString(root.resolve("uevent"), "no sensor");
    wire = new FolderWire(root);
    wire.open();
  }

  private static DeviceFault fault(FaultKind kind, Executable deed) {
    DeviceFault fault = assertThrows(DeviceFault.class, deed);
    assertEquals(kind, fault.kind());
    return fault;
  }

  @Test
  void foldersAreSensorsAndFilesAreNot() throws Exception {
    assertEquals(List.of("a", "b"), wire.sensors());
  }

  @Test
  void textComesWithoutItsLineEnd() throws Exception {
    assertEquals("hx711", wire.read("a", "name"));
    wire.write("a", "name", "other");
    assertEquals("other", wire.read("a", "name"));
  }

  @Test
  void whatIsMissingIsNamedWithItsPath() {
    DeviceFault sensor = fault(FaultKind.NO_ANSWER, () -> wire.read("c", "name"));
    assertEquals("There is no sensor c in " + root, sensor.what());
    DeviceFault file = fault(FaultKind.MISCONFIGURED, () -> wire.read("b", "name"));
    assertEquals("The sensor b in " + root + " has no file name", file.what());
    fault(FaultKind.MISCONFIGURED, () -> wire.write("b", "name", "x"));
  }

  @Test
  void nothingIsReadWithoutEnd() throws IOException {
    Files.writeString(root.resolve("a/name"), "x".repeat(4_096));
    assertEquals(4_096, assertReads("a", "name").length());
    Files.writeString(root.resolve("a/name"), "x".repeat(4_097));
    fault(FaultKind.GARBLED, () -> wire.read("a", "name"));
  }

  private String assertReads(String sensor, String file) {
    try {
      return wire.read(sensor, file);
    } catch (DeviceFault fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void rightThatIsMissingComesWithItsGroup() throws IOException {
    Path file = root.resolve("a/name");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    DeviceFault reading = fault(FaultKind.MISCONFIGURED, () -> wire.read("a", "name"));
    assertTrue(reading.check().contains("group"), reading.check());
    fault(FaultKind.MISCONFIGURED, () -> wire.write("a", "name", "x"));
  }

  @Test
  void folderThatIsNotThereDoesNotOpen() throws Exception {
    FolderWire none = new FolderWire(root.resolve("none"));
    DeviceFault fault = fault(FaultKind.LINK_DOWN, none::open);
    assertEquals("There is no folder " + root.resolve("none"), fault.what());
    fault(FaultKind.LINK_DOWN, none::sensors);
  }

  @Test
  void folderThatGoesAwayIsAFaultOfTheWire() throws IOException {
    Path gone = Files.createDirectory(temporary.resolve("gone"));
    FolderWire own = new FolderWire(gone);
    assertOpens(own);
    Files.delete(gone);
    fault(FaultKind.LINK_DOWN, own::sensors);
  }

  private static void assertOpens(FolderWire wire) {
    try {
      wire.open();
    } catch (DeviceFault fault) {
      throw new AssertionError(fault);
    }
  }

  /** As the kernel says it when a sensor does not answer: reading a folder fails like that. */
  @Test
  void fileThatCannotBeReadIsASensorThatIsNotHeard() throws IOException {
    Files.delete(root.resolve("a/name"));
    Files.createSymbolicLink(root.resolve("a/name"), Path.of("/proc/self/mem"));
    fault(FaultKind.NO_ANSWER, () -> wire.read("a", "name"));
  }

  @Test
  void closedWireReadsNothing() {
    wire.close();
    fault(FaultKind.LINK_DOWN, () -> wire.read("a", "name"));
    assertEquals(0, wire.read(new byte[1], 0, 1, 10));
    assertThrows(IllegalStateException.class, () -> wire.write(new byte[1]));
  }
}
