package io.shelfkeeper.agent.core.facts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a start finds in its journal. Says what was written, never what is true on the shelf now.
 *
 * @param incarnation null in a new journal: the core then starts one
 * @param boot number of this start, 1 for the first
 * @param lanes for each lane what was given and what was acknowledged
 * @param states the core's own state by key
 * @param newestWallMillis a wall time that rows were written at with a clock that could be
 *     believed; true time is this or later; 0 if none
 * @param quarantined where a damaged journal was set aside and why, or null
 * @param burned orders that were used, oldest first: all whose outcome is open or that could come
 *     back as valid, and the newest of the others
 * @param audit how far the audit log has come
 * @param floors numbers that never fall, by name; they outlive a journal that was set aside
 * @param unsalvaged journals that were set aside and whose rows nobody has brought home, oldest
 *     first
 */
public record Recovered(
    @Nullable String incarnation,
    long boot,
    Map<Lane, LaneEnds> lanes,
    Map<String, byte[]> states,
    long newestWallMillis,
    @Nullable String quarantined,
    List<BurnedOrder> burned,
    AuditHead audit,
    Map<String, Long> floors,
    List<String> unsalvaged) {
  public Recovered {
    lanes = Map.copyOf(lanes);
    states = Map.copyOf(states);
    burned = List.copyOf(burned);
    floors = Map.copyOf(floors);
    unsalvaged = List.copyOf(unsalvaged);
  }

  /** Of a journal that never saw an order. */
  public Recovered(
      @Nullable String incarnation,
      long boot,
      Map<Lane, LaneEnds> lanes,
      Map<String, byte[]> states,
      long newestWallMillis,
      @Nullable String quarantined) {
    this(
        incarnation,
        boot,
        lanes,
        states,
        newestWallMillis,
        quarantined,
        List.of(),
        AuditHead.EMPTY,
        Map.of(),
        List.of());
  }

  /** The ends of a lane; empty if the journal never saw it. */
  public LaneEnds ends(Lane lane) {
    return lanes.getOrDefault(lane, LaneEnds.EMPTY);
  }
}
