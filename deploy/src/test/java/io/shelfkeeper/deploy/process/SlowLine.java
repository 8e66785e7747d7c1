package io.shelfkeeper.deploy.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A poor mobile line in front of a port: 32 kbit/s each way, 600 ms there and back, and two of a
 * hundred packets are lost, behind which everything waits until they were sent again.
 */
final class SlowLine implements AutoCloseable {
  private static final long BYTES_A_SECOND = 4_000;
  private static final long DELAY_NANOS = 300_000_000L;
  private static final int PACKET_BYTES = 256;

  /** What the line itself keeps: a second of it. */
  private static final int PACKETS_KEPT = 16;

  private static final double LOST = 0.02;
  private static final long SENT_AGAIN_NANOS = 900_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int to;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private record Packet(long dueNanos, byte[] bytes) {}

  SlowLine(int to) throws IOException {
    this.to = to;
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("slow-line").start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        continue; // one caller less, or the test is over; the server itself is asked again
      }
    }
  }

  /** If nobody is behind the line yet, whoever came is sent away and may come again. */
  private void connect(Socket near) throws IOException {
    sockets.add(near);
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
      sockets.add(far);
      join(near, far);
      join(far, near);
    } catch (IOException e) {
      near.close();
    }
  }

  private static void join(Socket from, Socket to) {
    BlockingQueue<Packet> line = new ArrayBlockingQueue<>(PACKETS_KEPT);
    Thread.ofPlatform().daemon().start(() -> enter(from, line));
    Thread.ofPlatform().daemon().start(() -> leave(line, to));
  }

  private static void enter(Socket from, BlockingQueue<Packet> line) {
    Random dice = new Random(1);
    byte[] buffer = new byte[PACKET_BYTES];
    long free = System.nanoTime();
    try {
      InputStream in = from.getInputStream();
      for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
        long lost = dice.nextDouble() < LOST ? SENT_AGAIN_NANOS : 0;
        long needs = size * NANOS_PER_SECOND / BYTES_A_SECOND;
        free = Math.max(free, System.nanoTime()) + needs + lost;
        line.put(new Packet(free + DELAY_NANOS, Arrays.copyOf(buffer, size)));
      }
      line.put(new Packet(free, new byte[0]));
    } catch (IOException e) {
      // One of both hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave(BlockingQueue<Packet> line, Socket to) {
    CountDownLatch never = new CountDownLatch(1);
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Packet next = line.take(); next.bytes().length > 0; next = line.take()) {
        never.await(next.dueNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        out.write(next.bytes());
      }
    } catch (IOException e) {
      // One of both hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
