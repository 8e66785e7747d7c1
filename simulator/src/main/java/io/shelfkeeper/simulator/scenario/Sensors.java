package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.sensors.Hx711;
import io.shelfkeeper.simulator.sensors.Probe;
import io.shelfkeeper.simulator.sensors.SensorFiles;
import io.shelfkeeper.simulator.sensors.SensorRoot;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sensors of a shop that are files, in the folders that the site file names. What is below
 * {@code /sys} is the machine's own and is not played.
 */
final class Sensors {
  private static final Path OWN = Path.of("/sys");
  private static final double ROOM_CELSIUS = 21;

  private final Map<String, Probe> probes = new LinkedHashMap<>();
  private final List<SensorRoot> roots = new ArrayList<>();

  Sensors(SiteFile site, World world, Troubles troubles) {
    Map<Path, List<SensorFiles>> folders = new LinkedHashMap<>();
    for (SiteFile.Bus bus : site.buses()) {
      if (bus.link() instanceof SiteFile.Link.Folder folder && isPlayed(folder)) {
        List<SensorFiles> there =
            folders.computeIfAbsent(Path.of(folder.path()), _ -> new ArrayList<>());
        site.devices().stream()
            .filter(device -> device.bus().equals(bus.id()))
            .forEach(device -> there.add(sensor(device, there.size(), world, troubles)));
      }
    }
    folders.forEach((path, sensors) -> roots.add(new SensorRoot(path, sensors)));
  }

  static boolean isPlayed(SiteFile.Link.Folder folder) {
    return !Path.of(folder.path()).normalize().startsWith(OWN);
  }

  private SensorFiles sensor(SiteFile.Device device, int number, World world, Troubles troubles) {
    SiteFile.Bridge bridge = device.bridge();
    if (bridge == null) {
      String folder = device.sensor().isEmpty() ? "28-%012x".formatted(number) : device.sensor();
      Probe probe = new Probe(device.id(), folder, ROOM_CELSIUS, troubles);
      probes.put(device.id(), probe);
      return probe;
    }
    String node = device.sensor().isEmpty() ? "hx711-" + device.id() : device.sensor();
    return new Hx711(
        device.id(), number, node, Plans.bridge(device, bridge, world, troubles), troubles);
  }

  boolean isEmpty() {
    return roots.isEmpty();
  }

  void make() throws IOException {
    for (SensorRoot root : roots) {
      root.make();
    }
  }

  /**
   * Writes what is due.
   *
   * @return when to come again
   */
  long play(long nanos) throws IOException {
    long soonest = Long.MAX_VALUE;
    for (SensorRoot root : roots) {
      soonest = Math.min(soonest, root.play(nanos));
    }
    return soonest;
  }

  void clear() throws IOException {
    for (SensorRoot root : roots) {
      root.clear();
    }
  }

  void warm(String probe, double celsius) throws CannotDo {
    Probe known = probes.get(probe);
    if (known == null) {
      throw new CannotDo(
          "The site file has no temperature probe " + probe + " that is played",
          "Name one of these with --probe: " + probes.keySet());
    }
    known.warm(celsius);
  }

  /** One line for each probe. */
  String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (Probe probe : probes.values()) {
      boolean isThere = probe.isThere(nanos);
      text.append(
          String.format(
              Locale.ROOT,
              "probe %-10s %s  %s%n",
              probe.id(),
              isThere ? "%.1f °C".formatted(probe.celsius(nanos)) : "is not there",
              probe.folder()));
    }
    return text.toString();
  }
}
