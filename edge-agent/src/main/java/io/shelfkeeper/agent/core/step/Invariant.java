package io.shelfkeeper.agent.core.step;

/**
 * What must hold or we are wrong. Always on: a core that has seen the impossible must not go on
 * writing facts; the loop makes outputs safe and ends, and a fresh start reads the journal.
 */
public final class Invariant {
  private Invariant() {}

  /**
   * @throws Broken if it does not hold
   */
  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new Broken(what);
    }
  }

  /** Something that cannot be was seen. */
  public static final class Broken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }
}
