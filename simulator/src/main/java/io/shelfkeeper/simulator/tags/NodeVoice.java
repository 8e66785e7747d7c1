package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.models.Reply;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The sending side of a node: one thing after the other, as they come up. */
final class NodeVoice {
  private static final long THINKING_NANOS = 1_000_000;
  private static final int BITS = 10;

  /** What nobody has taken for so long is lost, as on a line that hangs in the air. */
  private static final long LOST_NANOS = 1_000_000_000L;

  private final String id;
  private final Troubles troubles;
  private final List<Said> waiting = new ArrayList<>();
  private long freeNanos;

  private record Said(byte[] bytes, long startNanos, int baud) {}

  NodeVoice(String id, Troubles troubles) {
    this.id = id;
    this.troubles = troubles;
  }

  /** An answer to the host. */
  void answer(String text, int baud, long nanos) {
    boolean late = troubles.on(id, Trouble.LATE, nanos);
    long more = late ? (long) (troubles.amount(id, Trouble.LATE, 700) * 1e6) : 0;
    say(NodeEar.text(text), baud, nanos + more);
  }

  /** Text for whoever develops it. */
  void log(String text, int baud, long nanos) {
    say(NodeEar.text(text + "\n\r"), baud, nanos);
  }

  /** A token and its structure. */
  void tell(String token, byte[] structure, int baud, long nanos) {
    ByteBuffer bytes = ByteBuffer.allocate(token.length() + 1 + structure.length);
    int wrong = troubles.on(id, Trouble.CRC, nanos) ? 1 : 0;
    byte check = (byte) (NodeEar.sum(structure, 0) + wrong);
    say(bytes.put(NodeEar.text(token)).put(check).put(structure).array(), baud, nanos);
  }

  private void say(byte[] bytes, int baud, long nanos) {
    if (troubles.on(id, Trouble.SILENT, nanos)) {
      return;
    }
    long start = Math.max(nanos + THINKING_NANOS, freeNanos);
    freeNanos = start + (long) bytes.length * BITS * 1_000_000_000L / baud;
    waiting.add(new Said(bytes, start, baud));
  }

  /** Nothing of what it was about to say comes. */
  void forget(long nanos) {
    waiting.clear();
    freeNanos = nanos;
  }

  List<Reply> take(long nanos) {
    List<Reply> replies = new ArrayList<>();
    for (Said said : waiting) {
      if (nanos - said.startNanos < LOST_NANOS) {
        replies.add(new Reply(said.bytes, said.startNanos - nanos, said.baud));
      }
    }
    waiting.clear();
    return replies;
  }

  /** A structure in the making, lowest byte first. */
  static ByteBuffer structure(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
