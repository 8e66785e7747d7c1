package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.pins.PinState;

/** Tells how the pins of a machine are. */
record PinWords(Stage stage) {

  /** One line for each pin. */
  String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (PinState pin : stage.pins(nanos)) {
      text.append(
          "line %-10s %-4s %-4s  %s%s%n"
              .formatted(
                  pin.name(),
                  pin.use(),
                  pin.high() ? "high" : "low",
                  pin.hung(),
                  pin.holder().isEmpty() ? "" : "  (held by " + pin.holder() + ")"));
    }
    return text.toString();
  }
}
