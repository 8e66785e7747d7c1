package io.shelfkeeper.agent.simulation;

/** The process dies here, between two instructions. Nobody may catch it but the world. */
final class PowerCut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PowerCut(String where) {
    super(where, null, false, false);
  }
}
