package io.shelfkeeper.simulator.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.far.FarPins;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardDriver;
import io.shelfkeeper.drivers.lock.pinboard.PinBoardSetup;
import io.shelfkeeper.drivers.signal.pinsignals.PinSignal;
import io.shelfkeeper.drivers.signal.pinsignals.PinSignalsDriver;
import io.shelfkeeper.simulator.models.Guarded;
import io.shelfkeeper.simulator.scenario.Director;
import io.shelfkeeper.simulator.scenario.Stage;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.wires.Pacer;
import io.shelfkeeper.simulator.wires.TcpPort;
import io.shelfkeeper.simulator.wires.Wire;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import io.shelfkeeper.simulator.world.DoorEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A site file with played pins: the real drivers move its doors, in virtual time and over TCP. */
class PinShopTest {
  private static final int BAUD = 1_000_000_000;

  private final List<DoorEvent> truth = Collections.synchronizedList(new ArrayList<>());
  private final PacedLink.Time time = new PacedLink.Time();
  private final Stage stage = new Stage(site(), 1, CellProfile.IDEAL, _ -> {}, truth::add);
  private final Director director = new Director(stage);
  private final FarPins pins =
      new FarPins(new PacedLink(stage.farEnd("pins"), BAUD, time), () -> time.now);

  private static SiteFile site() {
    try {
      var file = Objects.requireNonNull(PinShopTest.class.getResource("/pins.yaml"));
      return switch (SiteFiles.read(Path.of(file.toURI()))) {
        case SiteFiles.Accepted accepted -> accepted.site();
        case SiteFiles.Refused refused -> fail(refused.problems().toString());
      };
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputSetup input(String line) {
    return new InputSetup(LineName.of(line), true, InputSetup.Bias.UP, 20_000);
  }

  private LockBoard board(boolean withLine) throws DeviceFault {
    List<PinBoardSetup.Output> outputs = new ArrayList<>();
    outputs.add(new PinBoardSetup.Output.Led("lock1"));
    if (withLine) {
      outputs.add(
          new PinBoardSetup.Output.Line(new OutputSetup(LineName.of("GPIO17"), false, false)));
    }
    PinBoardSetup setup =
        new PinBoardSetup(
            List.of(input("GPIO5"), input("GPIO6"), input("chip/13")), outputs, false);
    pins.open();
    PinBoardDriver board = new PinBoardDriver(pins, setup, () -> time.now);
    board.allOff();
    time.now += 6_000_000_000L;
    return board;
  }

  private String tell(String words) throws CannotDo {
    return director.direct(words, time.now).text();
  }

  @Test
  void orderOpensItsDoorAndTheContactSaysSo() throws DeviceFault, CannotDo {
    LockBoard board = board(true);
    assertEquals(0b111, board.contacts().closedBits());
    assertEquals(Pulse.ANSWERED, board.lock(1, 300).unlock(Long.MAX_VALUE));
    time.now += 100_000_000;
    assertEquals(0b110, board.contacts().closedBits());
    time.now += 300_000_000;
    tell("shut --door C1");
    tell("tamper --is on");
    assertEquals(0b011, board.contacts().closedBits());
    assertTrue(truth.get(1) instanceof DoorEvent.Moved moved && moved.door().equals("C1"));
    assertEquals(3, truth.size());
  }

  @Test
  void bareLineIsTimedByTheAgent() throws DeviceFault {
    pins.open();
    OutputLine coil = pins.lines().output(new OutputSetup(LineName.of("GPIO17"), false, false));
    coil.set(true);
    time.now += 250_000_000;
    coil.set(false);
    assertEquals(
        List.of(
            new DoorEvent.Pulse("lock-c2", 1_000_000_000L, Long.MAX_VALUE),
            new DoorEvent.Moved("C2", true, DoorEvent.Cause.SPRING, 1_060_000_000L),
            new DoorEvent.Cut("lock-c2", 1_250_000_000L)),
        truth.stream().map(PinShopTest::rounded).toList());
  }

  /** The few nanoseconds that requests take do not matter. */
  private static DoorEvent rounded(DoorEvent event) {
    long milli = 1_000_000;
    return switch (event) {
      case DoorEvent.Pulse pulse ->
          new DoorEvent.Pulse(pulse.lock(), pulse.startNanos() / milli * milli, pulse.endNanos());
      case DoorEvent.Cut cut -> new DoorEvent.Cut(cut.lock(), cut.nanos() / milli * milli);
      case DoorEvent.Moved moved ->
          new DoorEvent.Moved(
              moved.door(), moved.open(), moved.by(), moved.nanos() / milli * milli);
      case DoorEvent.Signal signal ->
          new DoorEvent.Signal(signal.signal(), signal.on(), signal.nanos() / milli * milli);
    };
  }

  @Test
  void listTellsEveryLine() throws DeviceFault, CannotDo {
    board(true);
    String list = tell("list");
    assertTrue(
        list.contains("line GPIO5      in   low   contact in lock-c1  (held by shelfkeeper)\n"),
        list);
    assertTrue(list.contains("line chip/13    in   low   switch in the case"), list);
    assertTrue(list.contains("line GPIO17     out  low   coil of lock-c2"), list);
    assertTrue(list.contains("line led:lock1  led  low   coil of lock-c1  (held by the kernel)"));
  }

  @Test
  void lampIsSeenBurning() throws DeviceFault, CannotDo {
    pins.open();
    PinSignal lamp = new PinSignal(new OutputSetup(LineName.of("GPIO22"), false, false), 0);
    PinSignalsDriver lamps = new PinSignalsDriver(pins, List.of(lamp), () -> time.now);
    assertTrue(tell("list").contains("line GPIO22     free low   lamp lamp-c1"), tell("list"));
    lamps.show(0, SignalPattern.STEADY);
    lamps.play();
    assertTrue(tell("list").contains("line GPIO22     out  high  lamp lamp-c1"), tell("list"));
    lamps.allOff();
    assertTrue(tell("list").contains("line GPIO22     free low   lamp lamp-c1"), tell("list"));
    assertEquals(
        List.of(
            new DoorEvent.Signal("lamp-c1", true, 1_000_000_000L),
            new DoorEvent.Signal("lamp-c1", false, 1_000_000_000L)),
        truth.stream().map(PinShopTest::rounded).toList());
  }

  @Test
  void faultsArePossibleWhereTheyMeanSomething() throws CannotDo {
    assertEquals(
        "GPIO5 the wire of its contact is broken, until it is cleared",
        tell("fault --line GPIO5 --kind cut"));
    assertEquals("1 faults ended at GPIO5", tell("clear --line GPIO5"));
    tell("fault --bus pins --kind keeps");
    refused("fault --device pi --kind silent", "Name a line of it with --line: [GPIO5");
    refused("fault --bus pins --kind noise", "Say one of [unplugged, keeps, denied]");
    refused("fault --line GPIO9 --kind cut", "[GPIO5, GPIO6, chip/13, led:lock1, GPIO17, GPIO22]");
    refused("fault --line GPIO5 --bus pins --kind cut", "--line NAME");
    refused("clear --line GPIO5 --bus pins", "One place is cleared at a time");
  }

  private void refused(String words, String why) {
    CannotDo refusal = assertThrows(CannotDo.class, () -> tell(words));
    assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
  }

  @Test
  @Timeout(120)
  void killedAgentLetsGoOverTcp() throws Exception {
    long zero = System.nanoTime();
    TcpPort port = new TcpPort("127.0.0.1", 0);
    Pacer pacer = new Pacer(new Guarded(stage.farEnd("pins"), this), 10, BAUD);
    try (Wire wire =
        new Wire("pins", port, pacer, BAUD, () -> System.nanoTime() - zero, () -> false, _ -> {})) {
      wire.start();
      FarPins first = overTcp(port.boundPort());
      OutputLine coil = first.lines().output(new OutputSetup(LineName.of("GPIO17"), false, false));
      coil.set(true);
      assertEquals(1, truth.size());
      // A second agent takes the place of the first, which never said good-bye.
      FarPins second = overTcp(port.boundPort());
      OutputLine again =
          second.lines().output(new OutputSetup(LineName.of("GPIO17"), false, false));
      assertTrue(truth.stream().anyMatch(DoorEvent.Cut.class::isInstance), truth::toString);
      assertThrows(DeviceFault.class, () -> coil.set(true));
      again.set(true);
      long cuts = truth.stream().filter(DoorEvent.Cut.class::isInstance).count();
      second.close();
      while (truth.stream().filter(DoorEvent.Cut.class::isInstance).count() == cuts) {
        LockSupport.parkNanos(1_000_000);
      }
      assertFalse(
          stage.pins(System.nanoTime() - zero).stream().anyMatch(p -> p.use().equals("out")));
    }
  }

  private static FarPins overTcp(int port) throws DeviceFault {
    FarPins pins = new FarPins(new TcpLink("127.0.0.1", port), System::nanoTime);
    pins.open();
    return pins;
  }
}
