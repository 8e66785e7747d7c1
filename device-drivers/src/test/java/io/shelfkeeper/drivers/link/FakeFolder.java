package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files of sensors in memory. */
public class FakeFolder implements SensorFolder {
  public final Map<String, String> files = new TreeMap<>();
  public final Set<String> deaf = new HashSet<>();
  public final List<String> written = new ArrayList<>();
  public boolean gone;

  public void put(String sensor, String file, String text) {
    files.put(sensor + "/" + file, text);
  }

  @Override
  public List<String> sensors() throws DeviceFault {
    if (gone) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "gone", "look");
    }
    Set<String> names = new TreeSet<>();
    files.keySet().forEach(path -> names.add(path.substring(0, path.indexOf('/'))));
    return List.copyOf(names);
  }

  @Override
  public String read(String sensor, String file) throws DeviceFault {
    if (gone) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "gone", "look");
    }
    if (!sensors().contains(sensor) || deaf.contains(sensor + "/" + file)) {
      throw new DeviceFault(FaultKind.NO_ANSWER, "not heard", "look");
    }
    String text = files.get(sensor + "/" + file);
    if (text == null) {
      throw new DeviceFault(FaultKind.MISCONFIGURED, "no file " + file, "look");
    }
    return text.strip();
  }

  @Override
  public void write(String sensor, String file, String text) throws DeviceFault {
    read(sensor, file);
    written.add(sensor + "/" + file + "=" + text);
    files.put(sensor + "/" + file, text);
  }
}
