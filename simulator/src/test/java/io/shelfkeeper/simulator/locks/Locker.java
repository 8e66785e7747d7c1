package io.shelfkeeper.simulator.locks;

import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.board8a.Board8aSetup;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import io.shelfkeeper.simulator.scenario.Director;
import io.shelfkeeper.simulator.scenario.Stage;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import io.shelfkeeper.simulator.world.DoorEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lockers of these tests: played boards, real drivers, virtual time. */
final class Locker {
  static final int BAUD = 9_600;
  static final long SECOND = 1_000_000_000L;

  final List<DoorEvent> truth = new ArrayList<>();
  final PacedLink.Time time = new PacedLink.Time();
  final Stage stage;
  final LockBoard board;
  final LockBoard relay;
  private final Director director;

  Locker(long seed) {
    stage = new Stage(site(), seed, CellProfile.IDEAL, _ -> {}, truth::add);
    director = new Director(stage);
    PacedLink lockBus = new PacedLink(stage.farEnd("lock-bus"), BAUD, time);
    PacedLink relayBus = new PacedLink(stage.farEnd("relay-bus"), BAUD, time);
    Board8aSetup setup = new Board8aSetup(1, 8, true, false);
    board = new Board8aDriver(lockBus, setup, () -> time.now);
    relay = new ModbusRelayDriver(relayBus, RtuTiming.at(BAUD), 1, 8, () -> time.now);
    // The first pulse waits for one that a process before may have left running.
    pass(6);
  }

  static SiteFile site() {
    try {
      var file = Objects.requireNonNull(Locker.class.getResource("/lockers.yaml"));
      return switch (SiteFiles.read(Path.of(file.toURI()))) {
        case SiteFiles.Accepted accepted -> accepted.site();
        case SiteFiles.Refused refused -> fail(refused.problems().toString());
      };
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  void pass(double seconds) {
    time.now += (long) (seconds * 1e9);
  }

  /** As on the command line. */
  String tell(String words) throws CannotDo {
    return director.direct(words, time.now).text();
  }

  List<DoorEvent.Pulse> pulses() {
    return truth.stream()
        .filter(DoorEvent.Pulse.class::isInstance)
        .map(DoorEvent.Pulse.class::cast)
        .toList();
  }
}
