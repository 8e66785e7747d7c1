package io.shelfkeeper.simulator.world;

/** A switch at an input of a board, as it is electrically. */
@FunctionalInterface
public interface Contact {
  /** An input that nobody wired. */
  Contact NONE = _ -> false;

  /** Asking for a later time foretells, if nobody touches anything; it changes nothing. */
  boolean closed(long nanos);
}
