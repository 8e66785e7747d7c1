package io.shelfkeeper.simulator.world;

/** Somebody asked for what this shop cannot do. Its message is for the person who asked. */
public final class CannotDo extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what cannot be done and where
   * @param check what to do or to look at instead
   */
  public CannotDo(String what, String check) {
    super(what + ". " + check + ".");
  }
}
