package io.shelfkeeper.simulator.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.models.Line;
import io.shelfkeeper.simulator.models.Transmitter;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.Conversions;
import io.shelfkeeper.simulator.world.Dice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of a wire with a scale behind it, over memory and over TCP. */
@Timeout(120)
class WireTest {
  private static final byte[] READ_GROSS = HexFormat.of().parseHex("010300500002C41A");
  private static final byte[] GROSS_132 = HexFormat.of().parseHex("01030400000084FA50");
  private static final int BAUD = 115_200;

  private final AtomicBoolean unplugged = new AtomicBoolean();
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  private Wire wire(Port port) {
    Troubles troubles = new Troubles();
    Transmitter scale = new Transmitter("one", 1, BAUD, Conversions.fixed(1.32), troubles);
    Line line = new Line("bus", List.of(scale), 10, troubles, new Dice(1));
    long zero = System.nanoTime();
    return new Wire(
        "bus",
        port,
        new Pacer(line, 10, BAUD),
        BAUD,
        () -> System.nanoTime() - zero,
        unplugged::get,
        log::add);
  }

  @Test
  void scaleAnswersOverMemory() throws Exception {
    MemoryPort port = new MemoryPort();
    try (Wire wire = wire(port)) {
      wire.start();
      for (int i = 0; i < 20; i++) {
        assertTrue(port.send(READ_GROSS));
        assertArrayEquals(GROSS_132, port.receive(9, 60_000));
      }
    }
  }

  @Test
  void unpluggedWireSaysSoOnceAndComesBack() throws Exception {
    MemoryPort port = new MemoryPort();
    try (Wire wire = wire(port)) {
      wire.start();
      unplugged.set(true);
      assertEquals("Bus bus is unplugged: memory is gone.", log.poll(60, TimeUnit.SECONDS));
      assertTrue(!port.send(READ_GROSS));
      unplugged.set(false);
      assertEquals("Bus bus is plugged in again: memory.", log.poll(60, TimeUnit.SECONDS));
      assertTrue(port.send(READ_GROSS));
      assertArrayEquals(GROSS_132, port.receive(9, 60_000));
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void scaleAnswersOverTcpAndANewHostTakesTheOldOnesPlace() throws Exception {
    TcpPort port = new TcpPort("127.0.0.1", 0);
    try (Wire wire = wire(port)) {
      wire.start();
      int number = port.boundPort();
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), number)) {
        assertArrayEquals(GROSS_132, ask(first));
        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), number)) {
          assertArrayEquals(GROSS_132, ask(second));
          assertEquals(-1, first.getInputStream().read());
        }
      }
      try (Socket third = new Socket(InetAddress.getLoopbackAddress(), number)) {
        assertArrayEquals(GROSS_132, ask(third));
      }
    }
  }

  private static byte[] ask(Socket host) throws IOException {
    host.getOutputStream().write(READ_GROSS);
    return host.getInputStream().readNBytes(9);
  }
}
