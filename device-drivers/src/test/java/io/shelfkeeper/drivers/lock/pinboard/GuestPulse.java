package io.shelfkeeper.drivers.lock.pinboard;

import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.pi4j.PinWire;
import java.nio.file.Path;
import java.util.List;

/** A process that pulses one output, once: to be killed or stopped in it. */
final class GuestPulse {
  private GuestPulse() {}

  /**
   * @param arguments {@code line} or {@code led}, its name, milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    PinWire wire = new PinWire(Path.of("/"));
    wire.open();
    PinBoardSetup.Output output =
        arguments[0].equals("line")
            ? new PinBoardSetup.Output.Line(
                new OutputSetup(new LineName("", arguments[1]), false, false))
            : new PinBoardSetup.Output.Led(arguments[1]);
    PinBoardDriver board =
        new PinBoardDriver(
            wire, new PinBoardSetup(List.of(), List.of(output), true), System::nanoTime);
    board.allOff();
    board.lock(1, Integer.parseInt(arguments[2])).unlock(System.nanoTime() + 1_000_000_000L);
    // The pulse of the kernel runs on its own; somebody is to find us here.
    System.in.read();
  }
}
