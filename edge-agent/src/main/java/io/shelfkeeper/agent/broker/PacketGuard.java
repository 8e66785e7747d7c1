package io.shelfkeeper.agent.broker;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket and the MQTT library and reads the fixed header of every packet before
 * the library does. It never lets a packet begin that we have not asked for.
 *
 * <p>The library allocates whatever length a header announces, before it looks at any limit: five
 * bytes of the broker could take all memory. And it keeps every message of quality 2 until the
 * broker releases it; we subscribe with quality 1, so none may come. A header is handed over whole,
 * because the library loses its place when a read times out within one.
 */
final class PacketGuard extends FilterInputStream {
  private static final int HEADER_MAX = 5;
  private static final int SMALL = 64;

  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int SUBACK = 9;
  private static final int PINGRESP = 13;
  private static final int DISCONNECT = 14;

  private final int bytesMax;
  private final Answers answers;

  // For the packet under way. With a PUBACK that the library gets, its body follows the header.
  private byte[] header = new byte[HEADER_MAX];
  private int headerSize;
  private int headerTaken;
  private boolean headerComplete;
  private int bodyLeft;

  // For the connection.
  private @Nullable PacketRefused refused;

  /**
   * @param bytesMax largest packet, its header included
   * @param heard told whenever bytes have come
   * @param answers takes the answers that are not the library's
   */
  PacketGuard(InputStream in, int bytesMax, Runnable heard, Answers answers) {
    super(new BufferedInputStream(new Wire(in, heard, answers), 4096));
    this.answers = answers;
    this.bytesMax = bytesMax;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws PacketRefused if the broker begins a packet that it may not send
   * @throws SocketTimeoutException if nothing came in time; nothing is lost by it
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (refused != null) {
      throw refused;
    }
    do {
      if (!headerComplete && !readHeader() || !readAnswer()) {
        return -1;
      }
    } while (!headerComplete);
    if (headerTaken < headerSize) {
      int count = Math.min(length, headerSize - headerTaken);
      System.arraycopy(header, headerTaken, bytes, offset, count);
      headerTaken += count;
      endOfPacket();
      return count;
    }
    int count = super.read(bytes, offset, Math.min(length, bodyLeft));
    if (count > 0) {
      bodyLeft -= count;
      endOfPacket();
    }
    return count;
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("bytes of a packet are read, never skipped");
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads on until the header is whole; a time-out in between keeps what has come. */
  private boolean readHeader() throws IOException {
    while (!headerComplete) {
      int next = super.read();
      if (next < 0) {
        return false;
      }
      header[headerSize++] = (byte) next;
      if (headerSize == 1) {
        checkKind(next);
      } else if ((next & 0x80) == 0) {
        headerComplete = true;
        bodyLeft = announced();
      } else if (headerSize == HEADER_MAX) {
        throw refuse(0x81, "announces a packet length that is no number");
      }
    }
    if (bodyLeft > bytesMax - headerSize) {
      throw refuse(
          0x95, "announces a packet of %d bytes, %d are allowed".formatted(bodyLeft, bytesMax));
    }
    return true;
  }

  /**
   * Reads the rest of a PUBACK. One of ours ends here, and the next packet is waited for; a
   * time-out in between keeps what has come.
   *
   * @return false at the end of the stream
   */
  private boolean readAnswer() throws IOException {
    if ((header[0] & 0xFF) >> 4 != PUBACK || headerTaken > 0) {
      return true;
    }
    if (header.length < headerSize + bodyLeft) {
      header = Arrays.copyOf(header, headerSize + bodyLeft);
    }
    while (bodyLeft > 0) {
      int count = super.read(header, headerSize, bodyLeft);
      if (count < 0) {
        return false;
      }
      headerSize += count;
      bodyLeft -= count;
    }
    int body = 1;
    while ((header[body++] & 0x80) != 0) {}
    if (headerSize < body + 2) {
      throw refuse(0x81, "answers a message without naming it");
    }
    int id = (header[body] & 0xFF) << 8 | header[body + 1] & 0xFF;
    int code = headerSize > body + 2 ? header[body + 2] & 0xFF : 0;
    if (answers.answered(id, code)) {
      headerTaken = headerSize;
      endOfPacket();
    }
    return true;
  }

  private void checkKind(int first) throws PacketRefused {
    int kind = first >> 4;
    int flags = first & 0x0F;
    switch (kind) {
      case PUBLISH -> {
        if ((flags & 0x04) != 0) {
          throw refuse(0x9B, "sends with quality 2 or 3, quality 1 was agreed");
        }
      }
      case CONNACK, PUBACK, SUBACK, PINGRESP, DISCONNECT -> {
        if (flags != 0) {
          throw refuse(0x81, "sets reserved bits of a packet header");
        }
      }
      default -> throw refuse(0x82, "sends a packet of kind %d unasked".formatted(kind));
    }
  }

  /** From now on nothing is read any more. */
  private PacketRefused refuse(int code, String what) {
    refused = new PacketRefused(code, what);
    return refused;
  }

  private int announced() {
    int length = 0;
    for (int i = headerSize - 1; i >= 1; i--) {
      length = length << 7 | header[i] & 0x7F;
    }
    return length;
  }

  private void endOfPacket() {
    if (headerTaken == headerSize && bodyLeft == 0) {
      headerSize = 0;
      headerTaken = 0;
      headerComplete = false;
      header = header.length > SMALL ? new byte[HEADER_MAX] : header;
    }
  }

  /** Takes the broker's word on messages that the library does not know. */
  interface Answers {
    /**
     * @param code MQTT 5 reason code
     * @return false if the number is the library's or nobody's
     */
    boolean answered(int id, int code);

    /** All that has come was read, and now the wire is waited for. */
    void pause();
  }

  /** What is under the buffer: asked only when that is empty. */
  private static final class Wire extends FilterInputStream {
    private final Runnable heard;
    private final Answers answers;

    Wire(InputStream in, Runnable heard, Answers answers) {
      super(in);
      this.heard = heard;
      this.answers = answers;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      answers.pause();
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        heard.run();
      }
      return count;
    }
  }

  /** The broker began a packet that we do not take; the connection has to end. */
  static final class PacketRefused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int code;

    PacketRefused(int code, String what) {
      super("it " + what);
      this.code = code;
    }

    /** MQTT 5 reason code for it. */
    int code() {
      return code;
    }
  }
}
