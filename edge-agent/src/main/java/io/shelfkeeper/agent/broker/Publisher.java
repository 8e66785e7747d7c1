package io.shelfkeeper.agent.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
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
 * the loop or the reader wait for the network.
 *
 * <p>Whoever has something to send, or has made room for it, writes it himself as long as the
 * system's own buffer takes all of it: to wake another thread costs more than the write. Only what
 * may have to wait for the network is written by a thread that may.
 */
final class Publisher {
  /** The library numbers its own few packets from 1. */
  static final int ID_MIN = 0x1000;

  static final int ID_MAX = 0xFFFF;

  /**
   * What has left and is unanswered up to this size is in the system's own buffer at most, and no
   * write waits; less where the system gives a smaller one.
   */
  static final int UNWAITED_BYTES = 128 * 1024;

  /** What the system may add to each packet in its buffer. */
  static final int EACH_BYTES = 1_500;

  /** So many on the wire, and their answers come in crowds. */
  private static final int CROWD = 16;

  private static final int PUBLISH_QUALITY_1 = 0x32;
  private static final int BATCH_BYTES = 32 * 1024;
  private static final byte[] PROPERTIES = properties();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final Map<Integer, Sent> unanswered = new HashMap<>();
  private final Consumer<IOException> failed;
  private int lastId = ID_MIN - 1;
  private int window;
  private int wire;
  private volatile @Nullable SharedOutput out;

  /** What has left and whose place on the wire was not given to another, and its bytes. */
  private int left;

  private long leftBytes;

  /** How many of these are answered, and their bytes. */
  private int answered;

  private long answeredBytes;

  /** How many bytes of the library had left before the last message that is answered. */
  private long libraryAnswered;

  private int unwaited;

  /** Whether a thread writes; only it uses the batch, and it looks again before it leaves. */
  private boolean writing;

  /** Whether what would fit is left to the thread that may wait. */
  private boolean leftToOther;

  private final byte[] batch = new byte[BATCH_BYTES];
  private boolean ended;

  /** A message from when it is taken until it is answered. */
  private static final class Sent {
    private final long token;
    private final byte[] packet;
    private boolean hasLeft;
    private long libraryBefore;

    Sent(long token, byte[] packet) {
      this.token = token;
      this.packet = packet;
    }

    long bytes() {
      return (long) packet.length + EACH_BYTES;
    }
  }

  /** The broker answered a message that it cannot have got. */
  static final class NotSent extends IOException {
    private static final long serialVersionUID = 1L;

    NotSent() {
      super("the broker answered a message that has not been sent");
    }
  }

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
   * @param buffer bytes that the system keeps for the network before a write waits
   */
  void start(SharedOutput out, int window, int wire, int buffer) {
    lock.lock();
    try {
      this.unwaited = Math.min(UNWAITED_BYTES, buffer);
      this.window = window;
      this.wire = wire;
      this.out = out;
    } finally {
      lock.unlock();
    }
    Thread.ofPlatform().name("mqtt-out").daemon().start(() -> run(out));
  }

  /** Takes a message; false if the window is full, or nothing can be sent. */
  boolean publish(long token, byte[] topic, byte[] payload) {
    byte[] packet = packet(topic, payload);
    lock.lock();
    try {
      if (ended || unanswered.size() >= window) {
        return false;
      }
      do {
        lastId = lastId == ID_MAX ? ID_MIN : lastId + 1;
      } while (unanswered.containsKey(lastId));
      int at = packet.length - payload.length - PROPERTIES.length - 2;
      packet[at] = (byte) (lastId >> 8);
      packet[at + 1] = (byte) lastId;
      Sent sent = new Sent(token, packet);
      unanswered.put(lastId, sent);
      waiting.addLast(sent);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go what was taken: a write for each message would cost more than the message. */
  void flush() {
    write(false);
  }

  /**
   * The token of the message that this number stood for, or null if it is none of ours.
   *
   * @throws NotSent if it stands for one that still waits
   */
  @Nullable Long answered(int id) throws NotSent {
    lock.lock();
    try {
      Sent sent = unanswered.get(id);
      if (sent == null) {
        return null;
      }
      if (!sent.hasLeft) {
        throw new NotSent();
      }
      unanswered.remove(id);
      answered++;
      answeredBytes += sent.bytes();
      libraryAnswered = Math.max(libraryAnswered, sent.libraryBefore);
      return sent.token;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the places of what is answered to others, and lets these go. */
  void makeRoom() {
    lock.lock();
    try {
      if (answered == 0) {
        return;
      }
      left -= answered;
      leftBytes -= answeredBytes;
      answered = 0;
      answeredBytes = 0;
    } finally {
      lock.unlock();
    }
    write(false);
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

  /** Whether the broker has so many to answer that a word of it seldom comes alone. */
  boolean isCrowded() {
    lock.lock();
    try {
      return left >= CROWD;
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

  /** The life of the thread that may wait for the network. */
  private void run(SharedOutput out) {
    try {
      while (awaitLarge(out)) {
        write(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @return false when nothing will be sent any more
   */
  private boolean awaitLarge(SharedOutput out) throws InterruptedException {
    lock.lock();
    try {
      while (!ended && (writing || !mayGo() || fits(room(out)) && !leftToOther)) {
        news.await();
      }
      leftToOther = false;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what may go, unless somebody is at it, who then writes this too.
   *
   * @param mayWait whether this thread may wait for the network; otherwise what may have to is left
   *     to the one that may
   */
  private void write(boolean mayWait) {
    try {
      while (true) {
        byte[] packets = batch;
        int size;
        SharedOutput way = out;
        lock.lock();
        try {
          if (way == null || ended || writing || !mayGo()) {
            return;
          }
          if (!mayWait && !(fits(room(way)) && way.tryTake())) {
            leftToOther = true;
            news.signal();
            return;
          }
          long library = way.libraryBytes();
          long room = mayWait ? Long.MAX_VALUE : room(way);
          if (waiting.getFirst().packet.length > batch.length) {
            packets = taken(library);
            size = packets.length;
          } else {
            size = fill(room, library);
          }
          writing = true;
        } finally {
          lock.unlock();
        }
        if (mayWait) {
          way.take();
        }
        write(way, packets, size);
      }
    } catch (IOException e) {
      end();
      failed.accept(e);
    }
  }

  private void write(SharedOutput way, byte[] packets, int size) throws IOException {
    try {
      way.whole(packets, size);
    } finally {
      lock.lock();
      try {
        writing = false;
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean mayGo() {
    return !waiting.isEmpty() && left < wire;
  }

  private boolean fits(long room) {
    return !waiting.isEmpty() && waiting.getFirst().bytes() <= room;
  }

  /** What the system's buffer surely takes: all that is in it has not been answered yet. */
  private long room(SharedOutput way) {
    return unwaited - leftBytes - (way.libraryBytes() - libraryAnswered);
  }

  /** Moves to the batch what may go and fits, and says how much that is. */
  private int fill(long room, long library) {
    long free = room;
    int all = 0;
    while (mayGo() && fits(free) && waiting.getFirst().packet.length <= batch.length - all) {
      free -= waiting.getFirst().bytes();
      byte[] next = taken(library);
      System.arraycopy(next, 0, batch, all, next.length);
      all += next.length;
    }
    return all;
  }

  /**
   * @param library bytes of the library that have left before it
   */
  private byte[] taken(long library) {
    Sent next = waiting.removeFirst();
    next.hasLeft = true;
    next.libraryBefore = library;
    left++;
    leftBytes += next.bytes();
    return next.packet;
  }

  /** One PUBLISH of MQTT 5 with quality 1, its number not yet in place. */
  private static byte[] packet(byte[] topic, byte[] payload) {
    int body = 2 + topic.length + 2 + PROPERTIES.length + payload.length;
    int digits = 1;
    for (int left = body >>> 7; left > 0; left >>>= 7) {
      digits++;
    }
    byte[] packet = new byte[1 + digits + body];
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
    at += topic.length + 2;
    System.arraycopy(PROPERTIES, 0, packet, at, PROPERTIES.length);
    at += PROPERTIES.length;
    System.arraycopy(payload, 0, packet, at, payload.length);
    return packet;
  }
}
