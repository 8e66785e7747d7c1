package io.shelfkeeper.deploy.process;

import io.shelfkeeper.deploy.demo.BrokerProgram;

/** Which broker a test gets. */
public final class Brokers {
  private Brokers() {}

  /** The one that shops use; skips the test where there is none. */
  static BrokerProgram.Kind mosquitto() {
    return BrokerProgram.mosquitto(Tools.need("mosquitto"));
  }

  /** Mosquitto where there is one, else the one that we bring along, which costs seconds. */
  public static BrokerProgram.Kind any() {
    return Tools.find("mosquitto")
        .<BrokerProgram.Kind>map(BrokerProgram::mosquitto)
        .orElse(BrokerProgram::embedded);
  }
}
