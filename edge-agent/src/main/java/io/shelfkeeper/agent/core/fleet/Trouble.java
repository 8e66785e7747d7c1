package io.shelfkeeper.agent.core.fleet;

import java.util.List;

/**
 * Something that should work and does not.
 *
 * @param device the site file's word for it
 * @param kind stable word of the contract
 * @param what what happened and where
 * @param check what to look at next
 * @param exchanges the last exchanges on the wire
 * @param cells indices of the cells that cannot be weighed meanwhile
 */
public record Trouble(
    String device,
    String kind,
    String what,
    String check,
    List<String> exchanges,
    List<Integer> cells) {
  public Trouble {
    exchanges = List.copyOf(exchanges);
    cells = List.copyOf(cells);
  }

  /** Trouble that is not seen on a wire. */
  public static Trouble of(String device, String kind, String what, String check) {
    return new Trouble(device, kind, what, check, List.of(), List.of());
  }
}
