package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for backends, as they are, against the verifier as it is. */
class SigningExamplesTest {
  private static final Path EXAMPLES = Path.of("contract/signing");
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("shop-1", "shop-1", "keeper-1");
  private static final String ORDER =
      """
      {"purpose": "shelfkeeper-order-1", "tenant": "shop-1", "site": "shop-1", "device": "keeper-1",
       "order": "9f2c4e6a8b0d1f3355779900aaccee11", "action": "release", "target": "lock/C3",
       "challenge": "3b1e5d7f90a2c4e6f8011234567890ab", "issued": 1793610930}
      """;

  @TempDir Path folder;
  private KeyPair root;
  private KeyPair issuer;

  @BeforeEach
  void keys() throws Exception {
    root = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    issuer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("root.pem", root);
    write("shop-2026.pem", issuer);
  }

  @Test
  void javaSignsWhatOpens() throws Exception {
    assertSigns(Path.of(System.getProperty("java.home"), "bin/java").toString(), "Sign.java");
  }

  @Test
  void pythonSignsWhatOpens() throws Exception {
    // A second Python in front of the system's may lack the package.
    String system = "/usr/bin/python3";
    String python = works("python3", "-c", "import cryptography") ? "python3" : system;
    need("python3 with its package \"cryptography\"", python, "-c", "import cryptography");
    assertSigns(python, "sign.py");
  }

  @Test
  void javaScriptSignsWhatOpens() throws Exception {
    need("node", "node", "--version");
    assertSigns("node", "sign.js");
  }

  @Test
  void opensslPrintsThePublicKeyAsTheReadmeSays() throws Exception {
    need("openssl", "openssl", "version");
    String line =
        Files.readString(Path.of("contract/README.md"))
            .lines()
            .filter(each -> each.startsWith("openssl pkey"))
            .findFirst()
            .orElseThrow();
    assertEquals(x(issuer), run("", "sh", "-c", "cd '" + folder + "' && " + line));
  }

  @Test
  void pythonMakesAPriceListThatIsTaken() throws Exception {
    String python = works("python3", "-c", "import cryptography") ? "python3" : "/usr/bin/python3";
    need("python3 with its package \"cryptography\"", python, "-c", "import cryptography");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines
          .append(i == 0 ? "" : ",")
          .append("{\"sku\": \"sku-%d\", \"price\": 149, \"name\": \"绿茶\"}".formatted(i));
    }
    Files.writeString(folder.resolve("prices.json"), "{\"prices\": [" + lines + "]}");
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"purpose": "shelfkeeper-prices-1", "tenant": "shop-1", "site": "shop-1", "version": 12,
         "active_from": "2026-12-24T00:00", "currency": "EUR"}
        """);
    String at = folder + "/";
    run(
        "",
        python,
        EXAMPLES.resolve("parts.py").toString(),
        at + "shop-2026.pem",
        "shop-2026",
        at + "manifest.json",
        at + "prices.json",
        at);
    SignedManifest.Reading read =
        SignedManifest.read(
            Files.readAllBytes(folder.resolve("0-manifest.jws")), named(python, "sign.py"), SELF);
    SignedManifest list = assertInstanceOf(SignedManifest.Reading.Authentic.class, read).manifest();
    assertInstanceOf(SignedPrices.class, list);
    assertTrue(list.parts().size() > 1);
    for (int i = 0; i < list.parts().size(); i++) {
      byte[] part = Files.readAllBytes(folder.resolve(i + 1 + "-part.json"));
      assertTrue(part.length <= 16_384, "a part of " + part.length);
      assertEquals(
          Issuing.url(MessageDigest.getInstance("SHA-256").digest(part)), list.parts().get(i));
      assertFalse(Fields.of(part).list("prices").isEmpty());
    }
  }

  /** The bundle by the root, then an order by the issuer whom it names. */
  private void assertSigns(String runtime, String example) throws Exception {
    Trust named = named(runtime, example);
    byte[] order = sign(runtime, example, "shop-2026.pem", "shop-2026", ORDER);
    assertInstanceOf(
        SignedOrder.Reading.Authentic.class, SignedOrder.read(order, named, SELF), example);
  }

  private Trust named(String runtime, String example) throws Exception {
    String bundle =
        """
        {"purpose": "shelfkeeper-trust-1", "version": 7, "keys": [
          {"kid": "shop-2026", "x": "%s", "scopes": ["open", "price"]}]}
        """
            .formatted(x(issuer));
    Trust trust = Trust.of(IssuerKey.of(Base64.getUrlDecoder().decode(x(root))), 6);
    byte[] signedBundle = sign(runtime, example, "root.pem", "root", bundle);
    return assertInstanceOf(Trust.Taking.Taken.class, trust.take(signedBundle)).trust();
  }

  private byte[] sign(String runtime, String example, String key, String kid, String payload)
      throws Exception {
    String program = EXAMPLES.resolve(example).toString();
    return run(payload, runtime, program, folder.resolve(key).toString(), kid)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void write(String file, KeyPair keys) throws IOException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPrivate().getEncoded());
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  /** The last 32 bytes of its X.509 form are the key. */
  private static String x(KeyPair keys) {
    byte[] form = keys.getPublic().getEncoded();
    return Issuing.url(Arrays.copyOfRange(form, form.length - 32, form.length));
  }

  private static boolean works(String... probe) throws Exception {
    try {
      run("", probe);
      return true;
    } catch (IOException | AssertionError e) {
      return false;
    }
  }

  /** A laptop without the tool skips the test by name; continuous integration has them all. */
  private static void need(String tool, String... probe) throws Exception {
    try {
      run("", probe);
    } catch (IOException | AssertionError e) {
      String why = "skipped: no " + tool + " on this machine";
      if ("true".equals(System.getenv("CI"))) {
        fail(why, e);
      }
      abort(why);
    }
  }

  /** What a runtime remarks beside its output, such as a warning, is no part of a signature. */
  private static String run(String input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    assertEquals(0, ended ? process.exitValue() : -1, output);
    return output.strip();
  }
}
