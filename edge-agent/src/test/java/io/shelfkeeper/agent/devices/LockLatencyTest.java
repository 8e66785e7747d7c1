package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.permits.Pulses;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.wire.Crc16;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real thread and a real wire: from the hand-over of an order to its first byte at the board. */
class LockLatencyTest implements Inputs {
  private static final int ORDERS = 24;
  private static final int RELAYS = 8;

  private final LinkedBlockingQueue<Long> unlocked = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Input.Pulsed> answers = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Input.ContactsRead> reads = new LinkedBlockingQueue<>();

  @Override
  public void post(Input input) {
    switch (input) {
      case Input.Pulsed pulsed -> answers.add(pulsed);
      case Input.ContactsRead read -> reads.add(read);
      default -> {} // not about locks
    }
  }

  @Override
  public boolean offer(Input input) {
    return false;
  }

  /** Eight boards with eight relays each, so that no coil has to rest in this test. */
  private static List<BoardChannel> boards() {
    List<BoardChannel> boards = new ArrayList<>();
    for (int i = 0; i < RELAYS; i++) {
      int address = i + 1;
      List<BoardChannel.Output> outputs = new ArrayList<>();
      for (int channel = 1; channel <= RELAYS; channel++) {
        int lock = i * RELAYS + channel - 1;
        outputs.add(new BoardChannel.Output(lock, channel, 100, 200, false, "supply-" + lock));
      }
      RtuTiming timing = RtuTiming.overNetwork();
      boards.add(
          new BoardChannel(
              "relay-" + i,
              i,
              800_000_000,
              (link, nanos) -> new ModbusRelayDriver(link, timing, address, RELAYS, nanos),
              outputs));
    }
    return boards;
  }

  private void answer(ServerSocket server) {
    try (Socket wire = server.accept()) {
      byte[] request = new byte[8];
      while (wire.getInputStream().readNBytes(request, 0, 8) == 8) {
        if (request[1] == 5 && request[2] == 2) {
          unlocked.add(System.nanoTime());
        }
        byte[] bits = {request[0], request[1], 1, 0, 0, 0};
        wire.getOutputStream().write(request[1] == 5 ? request : Crc16.sealed(bits));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void anOrderWakesItsBus() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answer(server));
      TcpLink link = new TcpLink("127.0.0.1", server.getLocalPort());
      BusSetup setup = new BusSetup("locks", link, List.of(), boards());
      try (SiteBuses buses = new SiteBuses(List.of(setup), this, () -> 5, why -> {})) {
        buses.start();
        for (int board = 0; board < RELAYS; board++) {
          reads.poll(60, TimeUnit.SECONDS);
        }
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
          // So that no board has a pulse running when its next order comes.
          reads.clear();
          reads.poll(60, TimeUnit.SECONDS);
          micros.add(micros(buses, i * RELAYS % (RELAYS * RELAYS) + i / RELAYS));
        }
        Collections.sort(micros);
        System.out.printf(
            "order to first byte on a bus that is never idle: median %.1f ms, worst of %d %.1f"
                + " ms%n",
            micros.get(ORDERS / 2) / 1e3, ORDERS, micros.getLast() / 1e3);
        // One that waited for its board's next turn would need half a period, 400 ms.
        assertTrue(micros.get(ORDERS / 2) < 300_000, "µs: " + micros);
      }
    }
  }

  private long micros(SiteBuses buses, int lock) throws InterruptedException {
    long given = System.nanoTime();
    buses.actuate(Pulses.of("order-" + lock, lock));
    Input.Pulsed answer = answers.poll(60, TimeUnit.SECONDS);
    assertTrue(answer != null, "no answer");
    assertEquals("ANSWERED", answer.answer() + answer.why());
    return (unlocked.take() - given) / 1_000;
  }
}
