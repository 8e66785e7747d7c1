package io.shelfkeeper.simulator.tags;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The receiving side of a node: looks for tokens, then counts the bytes that belong to them. What a
 * pause of a second leaves half said is dropped.
 */
final class NodeEar {
  /** Size, sum and data of a block. */
  static final int BLOCK = 4_100;

  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final byte MASK = (byte) 0xAA;
  private static final int TOKEN = 4;

  private final int tuneBytes;
  private final byte[] block = new byte[BLOCK];
  private String said = "";
  private String token = "";
  private byte[] body = {};
  private int held;
  private long lastNanos;

  /** Somebody who obeys. */
  interface Obeying {
    /**
     * @param body what followed the token, its check byte included
     */
    void on(String token, ByteBuffer body, long nanos);
  }

  /**
   * @param tuneBytes what follows the command that sets the channel
   */
  NodeEar(int tuneBytes) {
    this.tuneBytes = tuneBytes;
  }

  /** What was last sent as a block, or as much of it as has come. */
  byte[] block() {
    return block.clone();
  }

  /** The supply was off. */
  void forget() {
    said = "";
    token = "";
    Arrays.fill(block, (byte) 0);
  }

  void hear(byte[] bytes, long nanos, Obeying obeying) {
    if (nanos - lastNanos > PAUSE_NANOS) {
      token = "";
    }
    lastNanos = nanos;
    for (byte one : bytes) {
      if (token.isEmpty()) {
        scan(one, nanos, obeying);
      } else {
        collect(one, nanos, obeying);
      }
    }
  }

  private void scan(byte one, long nanos, Obeying obeying) {
    said += (char) (one & 0xFF);
    said = said.substring(Math.max(0, said.length() - TOKEN));
    String whole = said.endsWith(">D>") ? ">D>" : said;
    int follows =
        switch (whole) {
          case "RDY?", "NFO?", "RSET", "HSPD" -> 0;
          case ">D>" -> BLOCK;
          case "SCP>" -> tuneBytes;
          case "SDA>", "CXD>" -> 27;
          default -> -1;
        };
    if (follows < 0) {
      return;
    }
    said = "";
    held = 0;
    boolean answeredAtOnce = follows == 0 || follows == BLOCK;
    if (follows > 0) {
      token = whole;
      body = follows == BLOCK ? block : new byte[follows];
    }
    if (answeredAtOnce) {
      obeying.on(whole, ByteBuffer.allocate(0), nanos);
    }
  }

  private void collect(byte one, long nanos, Obeying obeying) {
    body[held++] = body == block ? (byte) (one ^ MASK) : one;
    if (held < body.length) {
      return;
    }
    String whole = token;
    token = "";
    if (body != block) {
      obeying.on(whole, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN), nanos);
    }
  }

  /** The check byte of a structure: the sum of all behind it. */
  static byte sum(byte[] structure, int from) {
    int sum = 0;
    for (int i = from; i < structure.length; i++) {
      sum += structure[i];
    }
    return (byte) sum;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
