package io.shelfkeeper.simulator.pins;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.util.ArrayList;
import java.util.List;

/**
 * The wires from pins to what hangs there, with their mistakes: levels, and what they switch on.
 * Wire number n belongs to pin number n, and leads there unless somebody swapped it.
 */
final class PinWires {
  private final List<Pin> pins = new ArrayList<>();
  private final List<Hung> hung = new ArrayList<>();
  private final Troubles troubles;
  private final boolean[] on;

  PinWires(List<WiredPin> plans, Troubles troubles) {
    for (WiredPin plan : plans) {
      pins.add(plan.isLed() ? new LedPin(plan.name()) : new LinePin(plan.name()));
      hung.add(plan.hung());
    }
    this.troubles = troubles;
    on = new boolean[plans.size()];
  }

  List<Pin> pins() {
    return pins;
  }

  /** Lets happen what the levels do: loads are switched, edges are seen. */
  void settle(long nanos) {
    int[] wires = wires(nanos);
    for (int i = 0; i < pins.size(); i++) {
      Pin pin = pins.get(i);
      boolean high = level(pin, wires[i], nanos);
      pin.see(high);
      if (hung.get(wires[i]) instanceof Hung.Load load) {
        turn(wires[i], load, high != load.activeLow(), pin, nanos);
      }
    }
  }

  private void turn(int wire, Hung.Load load, boolean wanted, Pin pin, long nanos) {
    if (wanted && !on[wire]) {
      load.coil().energise(nanos, pin.until());
    } else if (!wanted && on[wire]) {
      load.coil().cut(nanos);
    }
    on[wire] = wanted;
  }

  boolean isHigh(Pin pin, long nanos) {
    return level(pin, wires(nanos)[pins.indexOf(pin)], nanos);
  }

  private boolean level(Pin pin, int wire, long nanos) {
    if (pin.isDriven()) {
      return pin.driven(nanos);
    }
    return switch (hung.get(wire)) {
      case Hung.Switch contact ->
          isClosed(wire, contact, nanos) ? !contact.toGround() : pin.pulled(contact.toGround());
      // Its resistor is stronger than the pin's own pull.
      case Hung.Load load -> load.activeLow();
    };
  }

  private boolean isClosed(int wire, Hung.Switch contact, long nanos) {
    String name = pins.get(wire).name();
    boolean inverted = troubles.on(name, Trouble.INVERTED, nanos);
    return !troubles.on(name, Trouble.CUT, nanos) && contact.contact().closed(nanos) != inverted;
  }

  /** Which wire leads to each pin. */
  private int[] wires(long nanos) {
    int[] wires = new int[pins.size()];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = i;
    }
    for (int i = 0; i < wires.length; i++) {
      if (troubles.on(pins.get(i).name(), Trouble.SWAPPED, nanos)) {
        int next = (i + 1) % wires.length;
        int own = wires[i];
        wires[i] = wires[next];
        wires[next] = own;
      }
    }
    return wires;
  }

  List<PinState> states(long nanos) {
    int[] wires = wires(nanos);
    List<PinState> states = new ArrayList<>();
    for (int i = 0; i < pins.size(); i++) {
      Pin pin = pins.get(i);
      states.add(
          new PinState(
              pin.name(),
              pin.use(),
              level(pin, wires[i], nanos),
              pin.holder(),
              hung.get(wires[i]).what()));
    }
    return states;
  }
}
