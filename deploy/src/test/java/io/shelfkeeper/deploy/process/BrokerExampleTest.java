package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.demo.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's production example keeps what it promises, on a real Mosquitto. */
@Tag("process")
class BrokerExampleTest {
  @TempDir Path folder;

  @Test
  void aDeviceSpeaksOnlyForItselfAndNobodyWithoutACertificate() throws IOException {
    certificates();
    int port = Ports.free();
    Path config = configuration(port);
    try (Child broker =
        Child.start(
            "mosquitto",
            List.of(Tools.need("mosquitto"), "-v", "-c", config.toString()),
            Map.of(),
            line -> {})) {
      Wait.until("the broker listens", () -> Ports.answers(port));
      // 16: allowed, and nobody listens. 135: not authorised.
      assertSaid("RC:16", publish(port, "sk/v1/shop-1/keeper-1/up/fact", true));
      assertSaid("RC:135", publish(port, "sk/v1/shop-1/keeper-2/up/fact", true));
      assertSaid("RC:135", publish(port, "sk/v1/shop-1/keeper-1/dn/ack", true));
      String nobody = publish(port, "sk/v1/shop-1/keeper-1/up/fact", false);
      assertFalse(nobody.contains("CONNACK (0)"), nobody);
      assertTrue(broker.isAlive());
    }
  }

  private static void assertSaid(String word, String output) {
    assertTrue(output.contains(word), output);
  }

  private String publish(int port, String topic, boolean withCertificate) {
    List<String> command =
        new ArrayList<>(
            List.of(Tools.need("mosquitto_pub"), "-h", "localhost", "-p", "" + port, "-V", "5"));
    command.addAll(List.of("--cafile", file("devices-ca.pem"), "-q", "1", "-d", "-m", "x"));
    if (withCertificate) {
      command.addAll(List.of("--cert", file("device.pem"), "--key", file("device.key")));
    }
    command.addAll(List.of("-t", topic));
    return Run.of(command).output();
  }

  /** The example with its files where the test has them, and without a list of revoked ones. */
  private Path configuration(int port) throws IOException {
    Path example = Application.installed().folder().resolve("broker");
    Files.copy(example.resolve("production.acl"), folder.resolve("production.acl"));
    String text =
        Files.readString(example.resolve("production.conf"))
            .replace("/etc/shelfkeeper-broker", folder.toString())
            .replace("/var/lib/mosquitto", folder.toString())
            .replace("listener 8883", "listener " + port)
            .replaceAll("(?m)^crlfile.*$", "");
    return Files.writeString(folder.resolve("production.conf"), text + "\nuser root\n");
  }

  /** An authority, a broker and a device of a shop, as an operator would make them. */
  private void certificates() {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=authority",
        "-keyout",
        file("ca.key"),
        "-out",
        file("devices-ca.pem"));
    certificate("broker", "/CN=localhost");
    certificate("device", "/CN=shop-1\\/keeper-1");
  }

  private void certificate(String name, String subject) {
    openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        subject,
        "-keyout",
        file(name + ".key"),
        "-out",
        file(name + ".csr"));
    openssl(
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        file(name + ".csr"),
        "-CAcreateserial",
        "-CA",
        file("devices-ca.pem"),
        "-CAkey",
        file("ca.key"),
        "-out",
        file(name + ".pem"));
  }

  private void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Tools.need("openssl")));
    command.addAll(List.of(arguments));
    Run run = Run.of(command);
    assertTrue(run.exit() == 0, run::output);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
