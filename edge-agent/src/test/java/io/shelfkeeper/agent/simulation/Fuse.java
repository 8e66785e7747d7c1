package io.shelfkeeper.agent.simulation;

/** Decides after how many more effects the power fails. */
final class Fuse {
  private int left = -1;
  private String blewAt = "";

  /**
   * @param effects how many are still done, 0 or more
   */
  void light(int effects) {
    left = effects;
  }

  void remove() {
    left = -1;
  }

  /** Whether it still waits for its moment. */
  boolean isLit() {
    return left >= 0;
  }

  String blewAt() {
    return blewAt;
  }

  /**
   * @throws PowerCut if this is the place
   */
  void pass(String where) {
    if (left == 0) {
      left = -1;
      blewAt = where;
      throw new PowerCut(where);
    }
    if (left > 0) {
      left--;
    }
  }
}
