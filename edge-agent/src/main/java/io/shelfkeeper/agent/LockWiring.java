package io.shelfkeeper.agent;

import io.shelfkeeper.agent.config.BoardPace;
import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.PinPlan;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.devices.BoardChannel;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.board8a.Board8aSetup;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardDriver;
import java.util.ArrayList;
import java.util.List;

/** Puts drivers and locks to the lock boards of a site file. */
final class LockWiring {
  /** The relay may count slowly. */
  private static final int RELAY_MARGIN_MILLIS = 100;

  /** The pulse of an 8A board is about 300 ms by several sources and measured by none. */
  private static final int BOARD_8A_BOUND_MILLIS = 1_500;

  private LockWiring() {}

  /**
   * The lock boards of one bus.
   *
   * @param wire of the bus, which pins are taken of
   */
  static List<BoardChannel> boards(SiteFile site, SiteFile.Bus bus, ByteLink wire) {
    List<SiteFile.Device> all = site.lockBoards();
    List<SiteFile.Device> own =
        all.stream().filter(device -> device.bus().equals(bus.id())).toList();
    return own.stream()
        .map(
            device ->
                new BoardChannel(
                    device.id(),
                    all.indexOf(device),
                    BoardPace.periodMillis(site, device) * Moment.NANOS_PER_MILLI,
                    maker(device, bus.link(), wire),
                    outputs(site, device)))
        .toList();
  }

  private static Model model(SiteFile.Device device) {
    return Model.of(device.model()).orElseThrow();
  }

  private static BoardChannel.Maker maker(
      SiteFile.Device device, SiteFile.Link line, ByteLink wire) {
    return switch (model(device)) {
      case LOCK_8A -> (link, nanos) -> new Board8aDriver(link, setup(device), nanos);
      case MODBUS_RELAY ->
          (link, nanos) ->
              new ModbusRelayDriver(
                  link, Wiring.timing(line), device.address(), board(device).channels(), nanos);
      case PIN_BOARD ->
          (link, nanos) -> new PinBoardDriver((Pins) wire, PinWiring.setup(device), nanos);
      case RS485_TRANSMITTER, NAU7802, HX711, DS18B20, PIN_SIGNALS, OEPL_NODE, WAVESHARE_43 ->
          throw new IllegalArgumentException(device.model() + " is no lock board");
    };
  }

  /** How an 8A board is built, as its driver wants to know it. */
  static Board8aSetup setup(SiteFile.Device device) {
    SiteFile.Board board = board(device);
    return new Board8aSetup(
        device.address(),
        board.channels(),
        board.statusOrder() == SiteFile.StatusOrder.LAST_BYTE_LOW,
        board.statusInverted());
  }

  static SiteFile.Board board(SiteFile.Device device) {
    SiteFile.Board board = device.board();
    if (board == null) {
      throw new IllegalArgumentException(device.id() + " is no lock board");
    }
    return board;
  }

  private static List<BoardChannel.Output> outputs(SiteFile site, SiteFile.Device device) {
    boolean is8a = model(device) == Model.LOCK_8A;
    PinPlan pins = board(device).pins();
    List<BoardChannel.Output> outputs = new ArrayList<>();
    List<SiteFile.Lock> locks = site.locks().all();
    for (int lock = 0; lock < locks.size(); lock++) {
      SiteFile.Lock own = locks.get(lock);
      if (own.board().equals(device.id())) {
        boolean answersAfterPulse = is8a || pins != null && !pins.isLed(own.channel());
        outputs.add(
            new BoardChannel.Output(
                lock,
                own.channel(),
                own.pulseMillis(),
                is8a ? BOARD_8A_BOUND_MILLIS : own.pulseMillis() + RELAY_MARGIN_MILLIS,
                answersAfterPulse,
                own.supply()));
      }
    }
    return outputs;
  }
}
