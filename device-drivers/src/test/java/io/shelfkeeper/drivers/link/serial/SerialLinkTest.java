package io.shelfkeeper.drivers.link.serial;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.LinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library on real kernel terminals, found by a link as on a real installation. */
class SerialLinkTest extends LinkContract {
  @TempDir Path folder = Path.of("");
  private @Nullable PseudoTerminal far;
  private @Nullable SerialLink link;

  @BeforeEach
  void plugIn() throws IOException {
    comeBack();
  }

  @AfterEach
  void pullOut() {
    if (far != null) {
      far.close();
    }
  }

  private Path name() {
    return folder.resolve("fridge-bus");
  }

  @Override
  protected ByteLink link() {
    SerialLink made = link == null ? new SerialLink(name().toString(), 115_200, 'N', 1) : link;
    link = made;
    return made;
  }

  private PseudoTerminal far() {
    if (far == null) {
      throw new AssertionError("nothing plugged in");
    }
    return far;
  }

  @Override
  protected void say(byte[] bytes) {
    far().write(bytes);
  }

  @Override
  protected byte[] heard(int count) {
    return far().read(count);
  }

  @Override
  protected void hangUp() throws IOException {
    far().close();
    far = null;
    Files.delete(name());
  }

  /** The next port usually gets another number; only the link keeps its name. */
  @Override
  protected void comeBack() throws IOException {
    PseudoTerminal terminal = new PseudoTerminal();
    far = terminal;
    Files.createSymbolicLink(name(), Path.of(terminal.path()));
  }

  @Test
  void missingPortSaysWhatToCheck() {
    SerialLink missing = new SerialLink(folder.resolve("nowhere").toString(), 9_600, 'E', 2);
    DeviceFault fault = assertThrows(DeviceFault.class, missing::open);
    assertTrue(fault.what().contains("nowhere"), fault.what());
    assertTrue(fault.check().startsWith("Check"), fault.check());
  }

  @Test
  void portOfSomebodyElseIsNotShared() throws Exception {
    link().open();
    SerialLink second = new SerialLink(name().toString(), 115_200, 'N', 1);
    assertThrows(DeviceFault.class, second::open);
  }

  @Test
  void hungUpPortDoesNotSpin() throws Exception {
    link().open();
    hangUp();
    long before = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThrows(DeviceFault.class, () -> link().read(new byte[1], 0, 1, 1_000));
    }
    // Each of them would wait a second for bytes that cannot come.
    assertTrue(System.nanoTime() - before < 30_000_000_000L);
  }
}
