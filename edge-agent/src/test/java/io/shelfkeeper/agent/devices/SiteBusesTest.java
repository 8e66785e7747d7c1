package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.api.SignalBoard;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Real threads and a real wire on this machine. */
class SiteBusesTest {
  /** Five are promised; a machine that is busy with other tests may take longer. */
  private static final long SECONDS = 30;

  private final LinkedBlockingQueue<Input> posted = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> impossible = new LinkedBlockingQueue<>();
  private final Inputs inputs = new KeptInputs(posted);

  private static ServerSocket listening(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return server;
  }

  /** A device that says the weight in grams as one byte when asked. */
  private static BusSetup bus(int port) {
    ScaleChannel channel =
        new ScaleChannel(
            "scale-a",
            3,
            20_000_000,
            link ->
                () -> {
                  link.write(new byte[] {'?'});
                  byte[] weight = new byte[1];
                  link.read(weight, 0, 1, 1_000);
                  return new ScaleReading(weight[0], ScaleReading.Condition.STABLE);
                });
    return new BusSetup("fridge", new TcpLink("127.0.0.1", port), List.of(channel));
  }

  private static void answer(Socket wire) {
    try (wire) {
      while (wire.getInputStream().read() >= 0) {
        wire.getOutputStream().write(42);
      }
    } catch (IOException e) {
      // The wire was pulled.
    }
  }

  private Input next(Predicate<Input> wanted, long seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (true) {
      Input input = posted.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(input, "nothing of that kind in " + seconds + " s");
      if (wanted.test(input)) {
        return input;
      }
    }
  }

  @Test
  void pulledWireIsAFaultAndIsBackSoonAfterItIsPluggedIn() throws Exception {
    ServerSocket server = listening(0);
    int port = server.getLocalPort();
    SiteBuses buses = new SiteBuses(List.of(bus(port)), inputs, () -> 5, impossible::add);
    try (buses) {
      buses.start();
      Socket wire = server.accept();
      Thread far = Thread.ofPlatform().daemon().start(() -> answer(wire));
      var samples =
          assertInstanceOf(Input.Samples.class, next(Input.Samples.class::isInstance, SECONDS));
      assertEquals(42, samples.block().grams(0));
      assertEquals(3, samples.block().cell(0));
      buses.recycle(0, samples.block());
      server.close();
      wire.close();
      far.join();
      next(Input.DeviceFailed.class::isInstance, SECONDS);
      try (ServerSocket again = listening(port)) {
        Thread.ofPlatform().daemon().start(() -> accept(again));
        next(Input.DeviceRecovered.class::isInstance, SECONDS);
      }
    }
  }

  /** Its own wait is a second long: it is woken. */
  @Test
  void aSignalIsShownByTheBusThatItHangsOn() throws Exception {
    BlockingQueue<SignalPattern> shown = new LinkedBlockingQueue<>();
    FarLamps lamps = new FarLamps(1, System::nanoTime);
    SignalBoard told =
        new SignalBoard() {
          @Override
          public void show(int signal, SignalPattern pattern) {
            lamps.show(signal, pattern);
            shown.add(pattern);
          }

          @Override
          public void play() throws DeviceFault {
            lamps.play();
          }

          @Override
          public long dueNanos() {
            return lamps.dueNanos();
          }

          @Override
          public void allOff() {
            lamps.allOff();
          }
        };
    BusSetup setup =
        new BusSetup(
            "pins",
            new LockLine(),
            List.of(),
            List.of(),
            List.of(),
            null,
            new SignalChannel("lamps", List.of(5), nanos -> told));
    try (SiteBuses buses = new SiteBuses(List.of(setup), inputs, () -> 5, impossible::add)) {
      buses.start();
      buses.show(new Effect.ShowSignal(9, SignalPattern.BEEPS));
      buses.show(new Effect.ShowSignal(5, SignalPattern.STEADY));
      assertEquals(SignalPattern.STEADY, shown.poll(SECONDS, TimeUnit.SECONDS));
    }
    assertEquals("off", lamps.seen.getLast());
  }

  @Test
  void aThreadThatDiesOfAnErrorIsNotTakenForACalmBus() throws Exception {
    ScaleChannel channel =
        new ScaleChannel(
            "scale-a",
            3,
            20_000_000,
            link ->
                () -> {
                  throw new NoClassDefFoundError("io/shelfkeeper/Gone");
                });
    try (ServerSocket server = listening(0)) {
      TcpLink link = new TcpLink("127.0.0.1", server.getLocalPort());
      BusSetup setup = new BusSetup("fridge", link, List.of(channel));
      try (SiteBuses buses = new SiteBuses(List.of(setup), inputs, () -> 5, impossible::add)) {
        buses.start();
        String why = impossible.poll(60, TimeUnit.SECONDS);
        assertNotNull(why);
        assertTrue(why.contains("bus-fridge") && why.contains("Gone"), why);
      }
    }
  }

  private static void accept(ServerSocket server) {
    try {
      answer(server.accept());
    } catch (IOException e) {
      // The test is over.
    }
  }
}
