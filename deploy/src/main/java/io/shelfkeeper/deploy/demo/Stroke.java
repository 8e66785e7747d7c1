package io.shelfkeeper.deploy.demo;

/**
 * Moves at one bay that nobody could tell apart.
 *
 * @param packages sum of the moves
 * @param moves how many they were
 * @param endMillis wall clock: when the last hand was gone
 */
record Stroke(int packages, int moves, long endMillis) {
  static Stroke of(Move move) {
    return new Stroke(move.packages(), 1, move.atMillis());
  }

  Stroke and(Move move) {
    return new Stroke(packages + move.packages(), moves + 1, move.atMillis());
  }
}
