package io.shelfkeeper.simulator.tags;

/** The process is gone in the middle of whatever it did. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;
}
