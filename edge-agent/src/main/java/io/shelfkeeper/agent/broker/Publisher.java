package io.shelfkeeper.agent.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the publications of one connection, past the library: it makes a dozen objects, three
 * thread changes and a system call of each message, which is most of what a backlog costs. What
 * waits together leaves together. Never has more unanswered than the broker takes, and never makes
 * the loop wait for the network.
 */
final class Publisher {
  /** The library numbers its own few packets from 1. */
  static final int ID_MIN = 0x1000;

  static final int ID_MAX = 0xFFFF;

  private static final int PUBLISH_QUALITY_1 = 0x32;
  private static final int BATCH_BYTES = 32 * 1024;
  private static final byte[] PROPERTIES = properties();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final Map<Integer, Long> unanswered = new HashMap<>();
  private final Consumer<IOException> failed;
  private int lastId = ID_MIN - 1;
  private int window;
  private int wire;
  private int waitingBytes;

  /** What has left and whose place on the wire was not given to another. */
  private int left;

  /** How many of these are answered. */
  private int answered;

  /** Whether what waits may go. */
  private boolean ready;

  private boolean ended;

  /**
   * @param failed hears that nothing can be sent any more
   */
  Publisher(Consumer<IOException> failed) {
    this.failed = failed;
  }

  private static byte[] properties() {
    byte[] type = "application/cloudevents+json; charset=utf-8".getBytes(UTF_8);
    byte[] all = new byte[type.length + 4];
    all[0] = (byte) (type.length + 3);
    all[1] = 0x03; // content type
    all[3] = (byte) type.length;
    System.arraycopy(type, 0, all, 4, type.length);
    return all;
  }

  /**
   * Begins to send.
   *
   * @param window how many may be unanswered
   * @param wire how many of them may have left, at most the window
   */
  void start(SharedOutput out, int window, int wire) {
    lock.lock();
    try {
      this.window = window;
      this.wire = wire;
    } finally {
      lock.unlock();
    }
    Thread.ofPlatform().name("mqtt-out").daemon().start(() -> run(out));
  }

  /** Takes a message; false if the window is full, or nothing can be sent. */
  boolean publish(long token, byte[] topic, byte[] payload) {
    lock.lock();
    try {
      if (ended || unanswered.size() >= window) {
        return false;
      }
      do {
        lastId = lastId == ID_MAX ? ID_MIN : lastId + 1;
      } while (unanswered.containsKey(lastId));
      unanswered.put(lastId, token);
      byte[] packet = packet(topic, lastId, payload);
      waiting.addLast(packet);
      waitingBytes += packet.length;
      if (waitingBytes >= BATCH_BYTES) {
        letGo();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go what was taken: a wake-up for each message would cost more than the message. */
  void flush() {
    lock.lock();
    try {
      letGo();
    } finally {
      lock.unlock();
    }
  }

  private void letGo() {
    if (!waiting.isEmpty()) {
      ready = true;
      news.signal();
    }
  }

  /** The token of the message that this number stood for, or null if it is none of ours. */
  @Nullable Long answered(int id) {
    lock.lock();
    try {
      Long token = unanswered.remove(id);
      answered += token == null ? 0 : 1;
      return token;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether enough is answered to let others go. One at a time would cost each a thread change and
   * a packet of its own.
   */
  boolean owesRoom() {
    lock.lock();
    try {
      return answered >= Math.max(1, wire / 4) || answered >= left;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the places of what is answered to others. */
  void makeRoom() {
    lock.lock();
    try {
      left -= answered;
      answered = 0;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many the broker has not answered. */
  int unanswered() {
    lock.lock();
    try {
      return unanswered.size();
    } finally {
      lock.unlock();
    }
  }

  /** Sends nothing more, and gives the thread back as soon as the wire lets it. */
  void end() {
    lock.lock();
    try {
      ended = true;
      waiting.clear();
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run(SharedOutput out) {
    byte[] batch = new byte[BATCH_BYTES];
    try {
      for (byte[] first = next(); first != null; first = next()) {
        batch = first.length > batch.length ? new byte[first.length] : batch;
        System.arraycopy(first, 0, batch, 0, first.length);
        out.whole(batch, more(batch, first.length));
      }
    } catch (IOException e) {
      end();
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte @Nullable [] next() throws InterruptedException {
    lock.lock();
    try {
      ready &= !waiting.isEmpty();
      while (!ended && (!ready || left >= wire)) {
        news.await();
      }
      byte[] first = waiting.pollFirst();
      if (first != null) {
        waitingBytes -= first.length;
        left++;
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Puts behind it what waits and fits, and says how much there is now. */
  private int more(byte[] batch, int size) {
    lock.lock();
    try {
      int all = size;
      for (byte[] next = waiting.peekFirst();
          next != null && left < wire && next.length <= batch.length - all;
          next = waiting.peekFirst()) {
        System.arraycopy(next, 0, batch, all, next.length);
        all += next.length;
        waitingBytes -= next.length;
        left++;
        waiting.removeFirst();
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** One PUBLISH of MQTT 5 with quality 1. */
  private static byte[] packet(byte[] topic, int id, byte[] payload) {
    int body = 2 + topic.length + 2 + PROPERTIES.length + payload.length;
    byte[] packet = new byte[5 + body];
    int at = 0;
    packet[at++] = PUBLISH_QUALITY_1;
    int left = body;
    do {
      packet[at++] = (byte) (left > 0x7F ? left & 0x7F | 0x80 : left);
      left >>>= 7;
    } while (left > 0);
    packet[at++] = (byte) (topic.length >> 8);
    packet[at++] = (byte) topic.length;
    System.arraycopy(topic, 0, packet, at, topic.length);
    at += topic.length;
    packet[at++] = (byte) (id >> 8);
    packet[at++] = (byte) id;
    System.arraycopy(PROPERTIES, 0, packet, at, PROPERTIES.length);
    at += PROPERTIES.length;
    System.arraycopy(payload, 0, packet, at, payload.length);
    return Arrays.copyOf(packet, at + payload.length);
  }
}
