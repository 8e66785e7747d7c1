package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One program at the intake. Reads no further than it may send ahead, and answers no line before
 * the loop has said that it is durable.
 */
final class IntakeClient implements SocketClient {
  /** Longest line, its end not counted. */
  static final int LINE_BYTES_MAX = 16 * 1024;

  /** So much may wait for its answer; what the program sends beyond stays in the kernel. */
  static final int AHEAD_LINES_MAX = 1024;

  static final int AHEAD_BYTES_MAX = 256 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;

  // For this connection.
  private final long number;
  private final IntakeSettings settings;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Consumer<Input.Noted> notes;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final Deque<Batch> unanswered = new ArrayDeque<>();
  private NoteClass kind;
  private String source = "";
  private long lines;
  private long last = -1;
  private int aheadLines;
  private int aheadBytes;

  /** Bytes on their way out. */
  private ByteBuffer leaving = ByteBuffer.allocate(0);

  /** Highest number that is durable and was not told, or -1. A later one covers it. */
  private long owed = -1;

  /** Said after the last answer; then the connection ends. */
  private @Nullable String problem;

  private boolean hungUp;

  private record Batch(long upTo, int lines, int bytes) {}

  /**
   * @param notes takes whole lines, in order
   */
  IntakeClient(
      long number,
      IntakeSettings settings,
      SocketChannel channel,
      Selector selector,
      Consumer<Input.Noted> notes)
      throws IOException {
    this.number = number;
    this.settings = settings;
    this.channel = channel;
    this.notes = notes;
    this.kind = settings.kind();
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  @Override
  public void ready() {
    try {
      if (key.isReadable()) {
        read();
      }
      write();
    } catch (IOException e) {
      close(); // the program went away; what it sent whole is kept
    }
  }

  /** Tells the program what has become durable. */
  void tell() {
    try {
      write();
    } catch (IOException e) {
      close(); // nobody is left to be told
    }
  }

  /** The loop has made everything up to this number durable. */
  void durable(long upTo) {
    while (!unanswered.isEmpty() && unanswered.getFirst().upTo() <= upTo) {
      Batch done = unanswered.removeFirst();
      aheadLines -= done.lines();
      aheadBytes -= done.bytes();
    }
    owed = Math.max(owed, upTo);
  }

  /** Sends what may be sent, and listens for what may come. */
  private void write() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    while (leaving.hasRemaining() || nextToSay()) {
      if (channel.write(leaving) == 0) {
        break; // the kernel has no room: it says when it has
      }
    }
    boolean silent = !leaving.hasRemaining();
    if (silent && unanswered.isEmpty() && (problem != null || hungUp)) {
      close();
      return;
    }
    boolean room = aheadLines < AHEAD_LINES_MAX && aheadBytes < AHEAD_BYTES_MAX;
    boolean listens = room && problem == null && !hungUp;
    key.interestOps((listens ? SelectionKey.OP_READ : 0) | (silent ? 0 : SelectionKey.OP_WRITE));
  }

  private boolean nextToSay() {
    if (owed >= 0) {
      leaving = ByteBuffer.wrap((owed + "\n").getBytes(UTF_8));
      owed = -1;
      return true;
    }
    if (problem != null && unanswered.isEmpty() && !problem.isEmpty()) {
      leaving = ByteBuffer.wrap(("{\"error\":\"" + problem + "\"}\n").getBytes(UTF_8));
      problem = "";
      return true;
    }
    return false;
  }

  private void read() throws IOException {
    if (channel.read(buffer) < 0) {
      hungUp = true;
    }
    byte[] bytes = buffer.array();
    int end = buffer.position();
    int from = 0;
    List<byte[]> whole = new ArrayList<>();
    try {
      for (int at = 0; at < end; at++) {
        if (bytes[at] == '\n') {
          line(bytes, from, at, whole);
          from = at + 1;
        }
      }
      if (end - from > LINE_BYTES_MAX) {
        lines++;
        throw tooLong();
      }
    } catch (IntakeLine.Bad e) {
      problem =
          "Line %d of this connection was not taken: %s. What was answered before it is kept."
              .formatted(lines, e.what.replace("\"", "\\\""));
    }
    buffer.position(from).limit(end);
    buffer.compact();
    hand(whole);
  }

  private void line(byte[] bytes, int from, int to, List<byte[]> whole) throws IntakeLine.Bad {
    lines++;
    if (to - from > LINE_BYTES_MAX) {
      throw tooLong();
    }
    if (lines == 1 && IntakeLine.isDeclaration(bytes, from, to)) {
      IntakeLine.Declaration said = IntakeLine.declaration(bytes, from, to);
      kind = said.kind() == null ? kind : said.kind();
      source = said.source();
      return;
    }
    long seq = IntakeLine.seq(bytes, from, to);
    if (seq <= last) {
      throw new IntakeLine.Bad("its number " + seq + " is not above the one before, " + last);
    }
    last = seq;
    whole.add(Arrays.copyOfRange(bytes, from, to));
  }

  private static IntakeLine.Bad tooLong() {
    return new IntakeLine.Bad("it is longer than " + LINE_BYTES_MAX + " bytes");
  }

  private void hand(List<byte[]> whole) {
    if (whole.isEmpty()) {
      return;
    }
    int bytes = 0;
    for (byte[] line : whole) {
      bytes += line.length;
    }
    unanswered.addLast(new Batch(last, whole.size(), bytes));
    aheadLines += whole.size();
    aheadBytes += bytes;
    notes.accept(new Input.Noted(number, kind, source, whole, last, settings.waitMillis(kind)));
  }

  @Override
  public boolean hasEnded(long nowNanos) {
    return !channel.isOpen();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      key.cancel(); // it is gone in any case
    }
  }
}
