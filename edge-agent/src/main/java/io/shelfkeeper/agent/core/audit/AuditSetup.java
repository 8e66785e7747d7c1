package io.shelfkeeper.agent.core.audit;

import java.util.List;
import java.util.Map;

/**
 * What the audit log knows of its device beforehand.
 *
 * @param configuration what people can change, by its name, and a digest or version of it: a start
 *     that finds another one than the last start writes an entry
 * @param locks ids of the locks in the order of the site file
 */
public record AuditSetup(Map<String, String> configuration, List<String> locks, DeviceKey key) {
  public AuditSetup {
    configuration = Map.copyOf(configuration);
    locks = List.copyOf(locks);
  }
}
