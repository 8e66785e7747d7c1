package io.shelfkeeper.simulator;

import io.shelfkeeper.simulator.scenario.Commands;

/** Where the simulator begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = Commands.run(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
