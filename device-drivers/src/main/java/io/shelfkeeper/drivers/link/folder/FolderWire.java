package io.shelfkeeper.drivers.link.folder;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.SensorFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of sensors as a wire that is opened and closed like any other, and that carries no
 * bytes. Nothing is held between two calls: the kernel numbers its sensors anew when it likes.
 */
public final class FolderWire implements BytelessLink, SensorFolder {
  /** A file of sysfs is at most a page long. */
  private static final int BYTES_MAX = 4_096;

  private static final int SENSORS_MAX = 1_024;

  private final Path root;
  private boolean open;

  /**
   * @param root such as {@code /sys/bus/iio/devices}
   */
  public FolderWire(Path root) {
    this.root = root;
  }

  @Override
  public void open() throws DeviceFault {
    if (!Files.isDirectory(root)) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          "There is no folder " + root,
          "Load the overlay of its sensors in config.txt (dtoverlay=w1-gpio for 1-wire), restart,"
              + " and check with lsmod that their driver is there.");
    }
    open = true;
  }

  @Override
  public List<String> sensors() throws DeviceFault {
    needsOpen();
    try (Stream<Path> found = Files.list(root)) {
      return found
          .limit(SENSORS_MAX)
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          "The folder " + root + " cannot be listed (" + e.getMessage() + ")",
          "Check with ls -l " + root + " that this user may look into it.");
    }
  }

  @Override
  public String read(String sensor, String file) throws DeviceFault {
    Path path = file(sensor, file);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new DeviceFault(
            FaultKind.GARBLED,
            "The file " + path + " is longer than files of sensors are",
            "Check that the folder in the site file is one of sensors.");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw failed(path, "read", e);
    }
  }

  @Override
  public void write(String sensor, String file, String text) throws DeviceFault {
    Path path = file(sensor, file);
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(path, "written", e);
    }
  }

  private Path file(String sensor, String file) throws DeviceFault {
    needsOpen();
    Path folder = root.resolve(sensor);
    if (!Files.isDirectory(folder)) {
      throw new DeviceFault(
          FaultKind.NO_ANSWER,
          "There is no sensor " + sensor + " in " + root,
          "Check its supply and its wires, and that its overlay is in config.txt.");
    }
    Path path = folder.resolve(file);
    // Also keeps us from waiting for ever in something that is no file.
    if (!Files.isRegularFile(path)) {
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          "The sensor " + sensor + " in " + root + " has no file " + file,
          "Check that the model in the site file is right, and that the kernel is no older than the"
              + " runbook asks for.");
    }
    return path;
  }

  private void needsOpen() throws DeviceFault {
    if (!open) {
      throw new DeviceFault(FaultKind.LINK_DOWN, root + " is not open", "Wait for the next try.");
    }
  }

  private static DeviceFault failed(Path path, String deed, IOException e) {
    return e instanceof AccessDeniedException
        ? new DeviceFault(
            FaultKind.MISCONFIGURED,
            "The file " + path + " may not be " + deed + " by this user",
            "Install the udev rule of the runbook, which gives files of sensors to the group i2c,"
                + " and add the agent's user to that group.")
        : new DeviceFault(
            FaultKind.NO_ANSWER,
            "The file " + path + " could not be " + deed + " (" + e.getMessage() + ")",
            "The kernel did not hear the sensor: check its supply and its wires.");
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public String where() {
    return root.toString();
  }
}
