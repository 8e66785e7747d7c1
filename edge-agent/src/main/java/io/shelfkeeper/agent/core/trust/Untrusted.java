package io.shelfkeeper.agent.core.trust;

/** Ends the reading of a signed message. Caught where the reading began, never further out. */
final class Untrusted extends Exception {
  private static final long serialVersionUID = 1L;
  private final Why why;

  /** Without a stack: a flood of forgeries must stay cheap. */
  Untrusted(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  Why why() {
    return why;
  }

  static void check(boolean holds, Why otherwise) throws Untrusted {
    if (!holds) {
      throw new Untrusted(otherwise);
    }
  }
}
