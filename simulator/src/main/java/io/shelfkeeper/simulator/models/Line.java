package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A multi-drop line with its devices: every device hears every request; who talks at the same time
 * talks at nobody. Makes the troubles of the line, not those of a device.
 */
public final class Line implements FarEnd {
  private final String id;
  private final List<LineDevice> devices;
  private final int bitsPerByte;
  private final Troubles troubles;
  private final Noise noise;
  private long nextGarbage = Long.MAX_VALUE;

  /**
   * @param id of the bus in the site file
   * @param bitsPerByte start, data, parity and stop bits: 10 for 8N1
   */
  public Line(String id, List<LineDevice> devices, int bitsPerByte, Troubles troubles, Dice dice) {
    this.id = id;
    this.devices = List.copyOf(devices);
    this.bitsPerByte = bitsPerByte;
    this.troubles = troubles;
    noise = new Noise(dice);
  }

  @Override
  public List<Sending> hear(byte[] sent, int rate, long nanos) {
    int hostBaud = hostBaud(rate, nanos);
    byte[] bytes = disturbed(sent, nanos);
    List<Sending> replies = new ArrayList<>();
    for (LineDevice device : devices) {
      addReplies(replies, device, bytes, hostBaud, nanos);
      LineDevice twin = device.twin();
      if (twin != null && troubles.on(device.id(), Trouble.TWIN, nanos)) {
        addReplies(replies, twin, bytes, hostBaud, nanos);
      }
    }
    List<Sending> back = new ArrayList<>();
    if (troubles.on(id, Trouble.ECHO, nanos)) {
      // The echo is there as soon as the request is: it came bit by bit with it.
      back.add(new Sending(bytes, nanos, 0));
    }
    back.addAll(onTheLine(replies, nanos));
    return back;
  }

  @Override
  public List<Sending> idle(int rate, long nanos) {
    List<Sending> unasked = new ArrayList<>();
    for (LineDevice device : devices) {
      add(unasked, device.idle(nanos), hostBaud(rate, nanos), nanos);
    }
    List<Sending> back = new ArrayList<>(onTheLine(unasked, nanos));
    back.addAll(garbage(rate, nanos));
    return back;
  }

  private List<Sending> garbage(int hostBaud, long nanos) {
    if (!troubles.on(id, Trouble.GARBAGE, nanos)) {
      nextGarbage = Long.MAX_VALUE;
      return List.of();
    }
    List<Sending> garbage = new ArrayList<>();
    if (nextGarbage <= nanos) {
      byte[] bytes = noise.garbage();
      garbage.add(new Sending(bytes, nanos, duration(bytes.length, hostBaud)));
      nextGarbage = Long.MAX_VALUE;
    }
    if (nextGarbage == Long.MAX_VALUE) {
      nextGarbage = nanos + noise.pauseMillis() * 1_000_000;
    }
    return garbage;
  }

  @Override
  public long wakeNanos() {
    long next = nextGarbage;
    for (LineDevice device : devices) {
      next = Math.min(next, device.wakeNanos());
    }
    return next;
  }

  /** The other way round, which is the same for both sides: as if the host had another rate. */
  private int hostBaud(int rate, long nanos) {
    boolean wrong = troubles.on(id, Trouble.LINE_BAUD, nanos);
    return !wrong ? rate : rate == 9_600 ? 19_200 : 9_600;
  }

  private void addReplies(
      List<Sending> replies, LineDevice device, byte[] bytes, int hostBaud, long nanos) {
    byte[] asHeard = UartTrace.heard(bytes, hostBaud, device.baud(nanos));
    add(replies, device.hear(asHeard, nanos), hostBaud, nanos);
  }

  private void add(List<Sending> said, List<Reply> replies, int hostBaud, long nanos) {
    for (Reply reply : replies) {
      byte[] heard = UartTrace.heard(reply.bytes(), reply.baud(), hostBaud);
      said.add(
          new Sending(
              heard, nanos + reply.delayNanos(), duration(reply.bytes().length, reply.baud())));
    }
  }

  /** What becomes of it on the way. */
  private List<Sending> onTheLine(List<Sending> said, long nanos) {
    List<Sending> back = new ArrayList<>();
    for (Sending one : collided(said)) {
      byte[] bytes = spoilt(one.bytes(), nanos);
      back.addAll(split(new Sending(bytes, one.startNanos(), one.durationNanos()), nanos));
    }
    return back;
  }

  /** Replies that overlap become one that nobody said. */
  private List<Sending> collided(List<Sending> replies) {
    replies.sort(Comparator.comparingLong(Sending::startNanos));
    List<Sending> apart = new ArrayList<>();
    for (Sending reply : replies) {
      Sending before = apart.isEmpty() ? null : apart.getLast();
      if (before == null || before.endNanos() <= reply.startNanos()) {
        apart.add(reply);
      } else {
        long end = Math.max(before.endNanos(), reply.endNanos());
        byte[] mixed = noise.mixed(before.bytes(), reply.bytes());
        apart.set(
            apart.size() - 1, new Sending(mixed, before.startNanos(), end - before.startNanos()));
      }
    }
    return apart;
  }

  private byte[] disturbed(byte[] bytes, long nanos) {
    return troubles.on(id, Trouble.NOISE, nanos)
        ? noise.disturbed(bytes, troubles.amount(id, Trouble.NOISE, 0.01))
        : bytes;
  }

  private byte[] spoilt(byte[] bytes, long nanos) {
    boolean talkedOver = troubles.on(id, Trouble.GARBAGE, nanos) && noise.chance(0.7);
    return talkedOver ? noise.mixed(bytes, noise.garbage()) : disturbed(bytes, nanos);
  }

  private List<Sending> split(Sending whole, long nanos) {
    if (!troubles.on(id, Trouble.SPLIT, nanos)) {
      return List.of(whole);
    }
    List<Sending> pieces = new ArrayList<>();
    byte[] bytes = whole.bytes();
    long start = whole.startNanos();
    for (int from = 0; from < bytes.length; ) {
      int length = noise.pieceLength(bytes.length - from);
      byte[] piece = Arrays.copyOfRange(bytes, from, from + length);
      long duration = whole.durationNanos() * length / bytes.length;
      pieces.add(new Sending(piece, start, duration));
      start += duration + noise.pauseMillis() * 100_000;
      from += length;
    }
    return pieces;
  }

  private long duration(int bytes, int baud) {
    return (long) bytes * bitsPerByte * 1_000_000_000L / baud;
  }
}
