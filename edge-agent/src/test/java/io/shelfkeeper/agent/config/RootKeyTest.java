package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.Issuing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {
  @TempDir Path folder;

  private RootKey.Verdict read(String text) throws IOException {
    Files.writeString(folder.resolve(RootKey.FILE), text);
    return RootKey.beside(folder.resolve("site.yaml"));
  }

  @Test
  void theKeyBesideTheSiteFileIsTaken() throws Exception {
    Issuing root = new Issuing("root");
    RootKey.Installed installed =
        assertInstanceOf(RootKey.Installed.class, read(Issuing.url(root.encoded()) + "\n"));
    assertEquals(IssuerKey.of(root.encoded()), installed.key());
    assertEquals("Trust. root_key=installed", RootKey.line(installed));
  }

  @Test
  void withoutAKeyThereIsNoTrust() {
    RootKey.Verdict missing = RootKey.beside(folder.resolve("site.yaml"));
    assertInstanceOf(RootKey.Missing.class, missing);
    assertTrue(RootKey.line(missing).contains("no lock can be ordered"), RootKey.line(missing));
  }

  /** The neutral point, zeros, a short one, words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AQAA",
        "-----BEGIN PUBLIC KEY-----",
        ""
      })
  void whatProvesNothingIsRefused(String text) throws IOException {
    RootKey.Verdict unusable = assertInstanceOf(RootKey.Unusable.class, read(text));
    assertTrue(RootKey.line(unusable).contains("is refused. It is not"), RootKey.line(unusable));
  }

  @Test
  void aFolderInItsPlaceIsSaidToBeUnreadable() throws IOException {
    Files.createDirectory(folder.resolve(RootKey.FILE));
    RootKey.Verdict unusable = RootKey.beside(folder.resolve("site.yaml"));
    assertTrue(RootKey.line(unusable).contains("cannot be read"), RootKey.line(unusable));
  }
}
