package io.shelfkeeper.simulator.tags;

/**
 * How a node hands blocks on: it asks the host, waits for a fixed time, and sends what its buffer
 * then holds. One tag at a time.
 */
final class NodeBlocks {
  private static final long MILLI = 1_000_000L;
  private static final long HOLD_NANOS = 1_200 * MILLI;
  private static final long AGAIN_NANOS = 380 * MILLI;
  private static final long WAIT_NANOS = 550 * MILLI;
  private static final long FAST_WAIT_NANOS = 140 * MILLI;

  /** What is in the buffer already need not be waited for. */
  private static final long HELD_WAIT_NANOS = 50 * MILLI;

  private final Agenda agenda;
  private final NodeEar ear;
  private final Saying saying;
  private Request last = new Request(RadioNode.NOBODY, 0, 0);
  private long lastNanos = Long.MIN_VALUE / 2;
  private long forwardedNanos = Long.MIN_VALUE / 2;
  private int life;

  /** A tag wants this block of this picture. */
  record Request(long tag, long version, int block) {}

  /** Gets the bytes of a block: size, sum and data. */
  interface Taker {
    void take(byte[] block, long nanos);
  }

  /** Tells the host; without a structure it is text. */
  interface Saying {
    void say(String token, byte[] structure, long nanos);
  }

  NodeBlocks(Agenda agenda, NodeEar ear, Saying saying) {
    this.agenda = agenda;
    this.ear = ear;
    this.saying = saying;
  }

  /** The supply was off. */
  void forget() {
    life++;
    last = new Request(RadioNode.NOBODY, 0, 0);
    lastNanos = Long.MIN_VALUE / 2;
  }

  boolean asked(
      Request request, boolean whole, boolean known, boolean fast, Taker taker, long nanos) {
    if (request.tag() != last.tag() && nanos - lastNanos < HOLD_NANOS) {
      text("BUSY!", nanos);
      return false;
    }
    if (!known) {
      return false;
    }
    boolean held = request.equals(last);
    last = request;
    lastNanos = nanos;
    boolean forwarded = !held;
    if (held && whole) {
      forwarded = nanos - forwardedNanos > AGAIN_NANOS;
      text(forwarded ? "FORCED" : "IGNORED", nanos);
    }
    if (forwarded) {
      forwardedNanos = nanos;
      byte[] structure =
          NodeVoice.structure(17)
              .putLong(request.version())
              .put((byte) request.block())
              .putLong(request.tag())
              .array();
      saying.say("RQB>", structure, nanos);
    }
    long wait = !forwarded ? HELD_WAIT_NANOS : fast ? FAST_WAIT_NANOS : WAIT_NANOS;
    int then = life;
    agenda.at(
        nanos + wait,
        now -> {
          if (life == then) {
            text("Sending parts: " + "X".repeat(42) + "..", now);
            taker.take(ear.block(), now);
          }
        });
    return true;
  }

  private void text(String text, long nanos) {
    saying.say(text, new byte[0], nanos);
  }
}
