package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which troubles are on, where and until when. Used under the same lock as the models. */
public final class Troubles {
  private final Map<Key, Active> active = new LinkedHashMap<>();

  private record Key(String target, Trouble kind) {}

  /**
   * @param target id of the device or bus
   * @param amount figure of the trouble, NaN for its usual one
   * @param fromNanos since when
   * @param untilNanos when it ends by itself, {@code Long.MAX_VALUE} for never
   */
  public record Active(
      String target, Trouble kind, double amount, long fromNanos, long untilNanos) {}

  public void start(Active trouble) {
    active.put(new Key(trouble.target(), trouble.kind()), trouble);
  }

  /** Ends all troubles of a device or bus; says how many there were. */
  public int clear(String target) {
    int before = active.size();
    active.keySet().removeIf(key -> key.target.equals(target));
    return before - active.size();
  }

  /** Ends all troubles. */
  public int clear() {
    int before = active.size();
    active.clear();
    return before;
  }

  public boolean on(String target, Trouble kind, long nanos) {
    Active trouble = active.get(new Key(target, kind));
    return trouble != null && nanos < trouble.untilNanos();
  }

  /** The trouble's figure, or the usual one. */
  public double amount(String target, Trouble kind, double usual) {
    Active trouble = active.get(new Key(target, kind));
    return trouble == null || Double.isNaN(trouble.amount()) ? usual : trouble.amount();
  }

  /** Since when it is on; only while it is. */
  public long since(String target, Trouble kind) {
    Active trouble = active.get(new Key(target, kind));
    return trouble == null ? 0 : trouble.fromNanos();
  }

  /** Tells whether a momentary trouble was asked for, once. */
  public boolean take(String target, Trouble kind) {
    return active.remove(new Key(target, kind)) != null;
  }

  public List<Active> active(long nanos) {
    active.values().removeIf(trouble -> trouble.untilNanos() <= nanos);
    return new ArrayList<>(active.values());
  }
}
