package io.shelfkeeper.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A place for one shop: its own copy of the site file, its own ends of wires, its own journal. Two
 * shops beside each other share nothing.
 *
 * @param device {@code site/device}
 */
public record DemoFolder(Path path, String device) implements AutoCloseable {
  private static final String BROKER = "mqtt://127.0.0.1:1883";
  private static final String WIRES = "/tmp/shelfkeeper-demo/";
  private static final String PINS = "pins://127.0.0.1:7071";
  private static final String CHIPS = "i2c://127.0.0.1:7072";
  private static final String SITE = "demo-shop";
  private static final String DEVICE = "device: keeper-1";

  /**
   * Lays out a folder.
   *
   * @param device name of the device: two of one name at one broker would push each other off
   * @param brokerPort where the agent finds its broker on this machine
   */
  public static DemoFolder make(Path siteFile, String device, int brokerPort) {
    try {
      DemoFolder folder =
          new DemoFolder(Files.createTempDirectory("shelfkeeper-demo-"), SITE + "/" + device);
      String site = Files.readString(siteFile);
      site = replaced(site, BROKER, "mqtt://127.0.0.1:" + brokerPort);
      site = replaced(site, WIRES, folder.path + "/wires/");
      site = replaced(site, PINS, "pins://127.0.0.1:" + Ports.free());
      site = replaced(site, CHIPS, "i2c://127.0.0.1:" + Ports.free());
      site = replaced(site, DEVICE, "device: " + device);
      Files.writeString(folder.site(), site);
      Files.createDirectories(folder.path.resolve("wires"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder cannot be made", e);
    }
  }

  public Path site() {
    return path.resolve("site.yaml");
  }

  /** Puts the root's public key beside the site file, as an installer does. */
  void install(Path rootPublic) {
    try {
      Files.copy(rootPublic, path.resolve("root.pub"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the root key cannot be installed", e);
    }
  }

  /** The agent's data folder. */
  public Path data() {
    return path.resolve("data");
  }

  /** Removes everything. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder stays behind: " + path, e);
    }
  }

  private static String replaced(String site, String what, String by) {
    if (!site.contains(what)) {
      throw new IllegalStateException("the demo's site file has no \"" + what + "\" any more");
    }
    return site.replace(what, by);
  }
}
