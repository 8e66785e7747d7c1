package io.shelfkeeper.agent.core.trust;

/** Ends the reading of a signed message. Caught where the reading began, never further out. */
public final class Untrusted extends Exception {
  private static final long serialVersionUID = 1L;
  private final Why why;

  /** Without a stack: a flood of forgeries must stay cheap. */
  public Untrusted(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  public static void check(boolean holds, Why otherwise) throws Untrusted {
    if (!holds) {
      throw new Untrusted(otherwise);
    }
  }
}
