package io.shelfkeeper.agent.core.state;

import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;

/**
 * The highest version of a kind of document that was ever taken. It lies in the journal, apart from
 * the document itself, and once more as a floor that outlives the journal: no older one comes back.
 */
public final class NewestVersion {
  private static final int LAYOUT = 1;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final String key;
  private final String floor;
  private final String document;
  private long seen;

  /**
   * @param key of its state in the journal
   * @param floor its name outside of the journal
   * @param document for people, such as {@code price list}
   */
  public NewestVersion(String key, String floor, String document) {
    this.key = key;
    this.floor = floor;
    this.document = document;
  }

  /** Takes up what the last process knew. In doubt about the past no document is new. */
  public void restore(Recovered recovered, Effects out) {
    long outside = recovered.floors().getOrDefault(floor, 0L);
    byte[] state = recovered.states().get(key);
    long written = 0;
    try {
      written = state == null ? 0 : new StateReader(state, LAYOUT).number();
    } catch (StateReader.Unreadable e) {
      written = UNKNOWN;
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.ERROR,
              "It cannot be read which %s was the last, and none is taken: %s. Check whether an older release was installed."
                  .formatted(document, e.getMessage())));
    }
    seen = Math.max(outside, written);
    if (written > outside && written != UNKNOWN) {
      out.add(new Effect.RaiseFloor(floor, written)); // the last process died on its way there
    }
  }

  /** The highest one, 0 before the first; {@link Long#MAX_VALUE} if it is not known. */
  public long seen() {
    return seen;
  }

  /** Whether there was one, and it is known which. */
  public boolean isKnown() {
    return seen > 0 && seen != UNKNOWN;
  }

  /** Whether it cannot be read which one was the last. */
  public boolean isUnreadable() {
    return seen == UNKNOWN;
  }

  /** A higher one is taken, in the commit of this step. */
  public void take(long version, Effects out) {
    seen = version;
    out.add(new Effect.SaveState(key, new StateWriter(LAYOUT).number(version).bytes()));
    out.add(new Effect.RaiseFloor(floor, version));
  }
}
