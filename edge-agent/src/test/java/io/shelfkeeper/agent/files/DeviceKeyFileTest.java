package io.shelfkeeper.agent.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device's own key: made once, private, and never replaced in silence. */
class DeviceKeyFileTest {
  @TempDir Path folder;

  private DeviceKeyFile open() {
    DeviceKeyFile key = new DeviceKeyFile(folder);
    key.open();
    return key;
  }

  private Path file() {
    return folder.resolve("device.key");
  }

  @Test
  void theKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    String made = open().publicKey();
    assertEquals(43, made.length());
    assertEquals(made, open().publicKey());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void theVerifyingSideReadsKeyAndSignature() throws IssuerKey.WeakKey {
    DeviceKeyFile key = open();
    byte[] signature = Base64.getUrlDecoder().decode(key.sign("a text"));
    IssuerKey read = IssuerKey.of(Base64.getUrlDecoder().decode(key.publicKey()));
    assertTrue(read.signed("a text".getBytes(StandardCharsets.US_ASCII), signature));
  }

  @Test
  void aHalfWrittenKeyOfAPowerCutIsNoKey() throws IOException {
    Files.writeString(folder.resolve("device.key.new"), "-----BEGIN PRI");
    assertEquals(open().publicKey(), open().publicKey());
  }

  @Test
  void aFileThatIsNoKeyIsNamedAndLeftAlone() throws IOException {
    String good = newKeyText();
    String other = newKeyText();
    String mixed =
        good.substring(0, good.indexOf("-----BEGIN PUB"))
            + other.substring(other.indexOf("-----BEGIN PUB"));
    for (String bad : new String[] {"", "x", good.substring(0, 90), mixed, good.repeat(30)}) {
      Files.writeString(file(), bad);
      byte[] before = Files.readAllBytes(file());
      String message = assertThrows(DeviceKeyFile.Unusable.class, this::open).getMessage();
      assertTrue(String.valueOf(message).contains(file().toString()), message);
      assertTrue(String.valueOf(message).contains("Check who may read"), message);
      assertArrayEquals(before, Files.readAllBytes(file()));
    }
  }

  private String newKeyText() throws IOException {
    open();
    String text = Files.readString(file());
    Files.delete(file());
    return text;
  }

  @Test
  void aFolderInItsPlaceIsNamed() throws IOException {
    Files.createDirectory(file());
    assertThrows(DeviceKeyFile.Unusable.class, this::open);
  }
}
