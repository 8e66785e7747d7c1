package io.shelfkeeper.drivers.link.far;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Requests and answers, a line each. After anything but an answer the wire is closed: a late answer
 * must not be taken for that to another request.
 */
final class FarTalk {
  /** With the line feed. */
  static final int LINE_MAX = 200;

  private static final int ANSWER_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ByteLink wire;
  private final LongSupplier nanos;
  private boolean open;

  FarTalk(ByteLink wire, LongSupplier nanos) {
    this.wire = wire;
    this.nanos = nanos;
  }

  /**
   * What was answered.
   *
   * @param words behind {@code ok} or {@code error}
   */
  record Answer(boolean isOk, List<String> words) {
    /** A word of the answer, empty if there is none. */
    String word(int index) {
      return index < words.size() ? words.get(index) : "";
    }

    String text() {
      return (isOk ? "ok " : "error ") + String.join(" ", words);
    }
  }

  boolean isOpen() {
    return open;
  }

  /**
   * Opens the wire and says hello.
   *
   * @param what is looked for there
   * @param welcomes one of which is the answer
   */
  String open(String what, List<String> welcomes) throws DeviceFault {
    connect();
    Answer answer = ask("hello " + what + " 1 shelfkeeper");
    if (!answer.isOk() || !welcomes.contains(answer.word(0))) {
      close();
      throw answer.word(0).equals("denied")
          ? denied(what + " at " + where(), answer.word(1))
          : new DeviceFault(
              FaultKind.LINK_DOWN,
              "%s has no %s for us (%s)".formatted(where(), what, answer.text()),
              "Check that the program behind this port is a simulator of this version.");
    }
    return answer.word(0);
  }

  /**
   * @param what may not be used, to begin a sentence with
   */
  static DeviceFault denied(String what, String group) {
    return new DeviceFault(
        FaultKind.LINK_DOWN, what + " may not be used by this user", KernelFault.joinGroup(group));
  }

  private void connect() throws DeviceFault {
    try {
      wire.open();
      wire.discardInput();
      open = true;
    } catch (DeviceFault fault) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          "Nobody plays what hangs at %s (%s)".formatted(wire.where(), fault.what()),
          "Start the simulator with this site file: shelfkeeper-sim run --config FILE.");
    }
  }

  /** One request with its answer. */
  Answer ask(String request) throws DeviceFault {
    if (!open) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN, wire.where() + " is not open", "Wait for the next try.");
    }
    byte[] bytes = (request + "\n").getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > LINE_MAX) {
      throw new IllegalArgumentException("a request of " + bytes.length + " bytes");
    }
    try {
      wire.write(bytes);
      return parsed(line(request), request);
    } catch (DeviceFault fault) {
      close();
      throw fault;
    }
  }

  private String line(String request) throws DeviceFault {
    byte[] line = new byte[LINE_MAX];
    int length = 0;
    long until = nanos.getAsLong() + ANSWER_MILLIS * NANOS_PER_MILLI;
    while (length < LINE_MAX) {
      long left = until - nanos.getAsLong();
      if (left <= 0) {
        throw lost("did not answer \"" + request + "\"");
      }
      // Rounded up: waiting for no time at all would not end.
      int waitMillis = (int) (left / NANOS_PER_MILLI) + 1;
      length += wire.read(line, length, LINE_MAX - length, waitMillis);
      if (length > 0 && line[length - 1] == '\n') {
        return new String(line, 0, length - 1, StandardCharsets.US_ASCII);
      }
    }
    throw lost("answers \"" + request + "\" without end");
  }

  private Answer parsed(String line, String request) throws DeviceFault {
    List<String> words = List.of(line.split(" ", -1));
    boolean isOk = words.getFirst().equals("ok");
    // A line feed in the midst is two answers to one request.
    if (line.indexOf('\n') >= 0 || !isOk && !words.getFirst().equals("error")) {
      throw lost("does not answer \"" + request + "\" as played pins do");
    }
    return new Answer(isOk, words.subList(1, words.size()));
  }

  private DeviceFault lost(String what) {
    return new DeviceFault(
        FaultKind.LINK_DOWN,
        wire.where() + " " + what,
        "Check that the program behind this port is a simulator of this version.");
  }

  void close() {
    open = false;
    wire.close();
  }

  String where() {
    return wire.where();
  }
}
