package io.shelfkeeper.deploy.guest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** A program that hands numbered events to the agent, at most some ahead of what was answered. */
final class IntakeRows implements AutoCloseable {
  /** Many more rows, and the guest's one processor does nothing else. */
  private static final long PACE_NANOS = 100_000_000L;

  private static final int AHEAD_MAX = 32;

  private final LongConsumer onSent;
  private final LongConsumer onKept;
  private final Socket socket;
  private final Thread sender;
  private final Thread listener;
  private volatile long sent;
  private volatile long kept;
  private volatile boolean over;

  /**
   * @param first number of the first row
   * @param onSent hears each number just before it is sent
   * @param onKept hears up to which number they are acknowledged
   */
  IntakeRows(int port, long first, LongConsumer onSent, LongConsumer onKept) throws IOException {
    this.onSent = onSent;
    this.onKept = onKept;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sent = first - 1;
    kept = sent;
    listener = Thread.ofPlatform().daemon().name("kept").start(this::listen);
    sender = Thread.ofPlatform().daemon().name("sent").start(this::send);
  }

  private void send() {
    try {
      say("{\"class\":\"fact\"}\n");
      while (!over) {
        if (sent - kept < AHEAD_MAX) {
          onSent.accept(sent + 1);
          say("{\"seq\":%d,\"what\":\"a fridge door\"}\n".formatted(sent + 1));
          sent++;
        }
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (IOException e) {
      throw new AssertionError("the intake does not take rows any more", e);
    }
  }

  private void say(String line) throws IOException {
    socket.getOutputStream().write(line.getBytes(US_ASCII));
  }

  private void listen() {
    try (BufferedReader answers =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        kept = Long.parseLong(line);
        onKept.accept(kept);
      }
    } catch (IOException e) {
      throw new AssertionError("the intake does not answer any more", e);
    }
  }

  /** The newest number that is acknowledged. */
  long kept() {
    return kept;
  }

  /** Sends no more; returns when all that was sent is acknowledged. */
  @Override
  public void close() throws IOException {
    over = true;
    try {
      sender.join();
      socket.shutdownOutput();
      listener.join();
      socket.close();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
