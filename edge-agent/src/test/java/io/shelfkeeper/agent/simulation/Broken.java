package io.shelfkeeper.agent.simulation;

/** A promise was broken. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  Broken(String what) {
    super(what);
  }

  static void unless(boolean kept, String what, Object... details) {
    if (!kept) {
      throw new Broken(what.formatted(details));
    }
  }
}
