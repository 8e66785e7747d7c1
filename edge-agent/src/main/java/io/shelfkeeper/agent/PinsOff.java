package io.shelfkeeper.agent;

import io.shelfkeeper.agent.cli.OutputSwitch;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.doctor.LinkMaker;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardDriver;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardSetup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes every output of the site's pin boards, which makes it inactive, and gives it back. On a
 * machine that keeps its outputs they stay so.
 */
final class PinsOff implements OutputSwitch {
  private final LinkMaker links;

  PinsOff(LinkMaker links) {
    this.links = links;
  }

  @Override
  public int off(SiteFile site) throws DeviceFault {
    int outputs = 0;
    DeviceFault first = null;
    for (SiteFile.Bus bus : site.buses()) {
      List<PinBoardSetup> boards =
          site.lockBoards().stream()
              .filter(device -> device.bus().equals(bus.id()))
              .filter(device -> LockWiring.board(device).pins() != null)
              .map(device -> outputsOnly(PinWiring.setup(device)))
              .toList();
      if (boards.isEmpty()) {
        continue;
      }
      outputs += boards.stream().mapToInt(board -> board.outputs().size()).sum();
      first = first(first, off(links.link(bus.link()), boards));
    }
    if (first != null) {
      throw first;
    }
    return outputs;
  }

  /** Inputs are in nobody's way, and nothing is pulsed: no consent is needed. */
  private static PinBoardSetup outputsOnly(PinBoardSetup board) {
    return new PinBoardSetup(List.of(), board.outputs(), true);
  }

  /** One board that fails does not keep the others on. */
  private static @Nullable DeviceFault off(ByteLink wire, List<PinBoardSetup> boards) {
    DeviceFault first = null;
    try (wire) {
      wire.open();
      for (PinBoardSetup board : boards) {
        try {
          new PinBoardDriver((Pins) wire, board, System::nanoTime).allOff();
        } catch (DeviceFault fault) {
          first = first(first, fault);
        }
      }
    } catch (DeviceFault fault) {
      first = first(first, fault);
    }
    return first;
  }

  private static @Nullable DeviceFault first(
      @Nullable DeviceFault first, @Nullable DeviceFault next) {
    return first == null ? next : first;
  }
}
