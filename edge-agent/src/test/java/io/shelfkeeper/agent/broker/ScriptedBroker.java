package io.shelfkeeper.agent.broker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that does what a test says, byte by byte, right or wrong. Each connection runs the
 * script on a thread of its own and is closed when the script ends.
 */
final class ScriptedBroker implements AutoCloseable {
  static final int CONNECT = 1;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBSCRIBE = 8;
  static final int PINGREQ = 12;
  static final int DISCONNECT = 14;

  /** CONNACK, success, no properties. */
  static final String CONNACK = "20 03 00 00 00";

  /** What a broker does with one connection. */
  interface Script {
    void talk(Line line) throws IOException;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedBroker(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  ScriptedBroker(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread.ofPlatform().daemon().name("scripted-broker").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often somebody connected. */
  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().name("scripted-line").start(() -> talk(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      script.talk(new Line(socket));
    } catch (IOException | UncheckedIOException e) {
      // The client hung up, which many tests want.
      return;
    }
  }

  /** One packet as it came. */
  record Packet(int kind, int flags, byte[] body) {
    String hex() {
      return HexFormat.of().formatHex(body);
    }

    /** The packet number of a PUBACK or SUBSCRIBE. */
    int number() {
      return (body[0] & 0xFF) << 8 | body[1] & 0xFF;
    }

    /** The packet number of a PUBLISH with quality 1. */
    int publishNumber() {
      int topic = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
      return (body[topic + 2] & 0xFF) << 8 | body[topic + 3] & 0xFF;
    }
  }

  /** The broker's end of one connection. */
  static final class Line {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      this.out = socket.getOutputStream();
    }

    Packet read() throws IOException {
      int first = in.readUnsignedByte();
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        int next = in.readUnsignedByte();
        length |= (next & 0x7F) << shift;
        if (next < 0x80) {
          break;
        }
      }
      byte[] body = new byte[length];
      in.readFully(body);
      return new Packet(first >> 4, first & 0x0F, body);
    }

    /** Whether something comes within a time. */
    boolean hasMore(int millis) throws IOException {
      socket.setSoTimeout(millis);
      in.mark(1);
      try {
        boolean more = in.read() >= 0;
        in.reset();
        return more;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(0);
      }
    }

    /** Reads on until a packet of this kind comes; answers pings meanwhile. */
    Packet await(int kind) throws IOException {
      while (true) {
        Packet packet = read();
        if (packet.kind() == kind) {
          return packet;
        }
        if (packet.kind() == PINGREQ) {
          send("d0 00");
        }
      }
    }

    void send(String hex) throws IOException {
      send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** The next bytes, of whatever protocol. */
    byte[] bytes(int count) throws IOException {
      return in.readNBytes(count);
    }

    /** Takes a client in: CONNECT and SUBSCRIBE are answered well. */
    void welcome() throws IOException {
      welcome(CONNACK);
    }

    void welcome(String connack) throws IOException {
      await(CONNECT);
      send(connack);
      suback("01");
    }

    void suback(String codes) throws IOException {
      int number = await(SUBSCRIBE).number();
      send("90%02x%04x00%s".formatted(3 + codes.length() / 2, number, codes));
    }

    /** Sends a message with quality 1. */
    void publish(String topic, int number, byte[] payload) throws IOException {
      send(packet(0x32, topic, number, payload));
    }

    /** Answers pings until the client hangs up. */
    void idle() throws IOException {
      try {
        await(-1);
      } catch (EOFException e) {
        return;
      }
    }

    /** Reads nothing and says nothing until the client hangs up. */
    void ignore() throws IOException {
      while (in.read() >= 0) {
        continue;
      }
    }

    /** Hangs up with a reset instead of an end. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  static byte[] packet(int first, String topic, int number, byte[] payload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(topic.length() >> 8);
    body.write(topic.length());
    body.writeBytes(topic.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    body.write(number >> 8);
    body.write(number);
    body.write(0);
    body.writeBytes(payload);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    for (int left = body.size(); ; ) {
      int low = left & 0x7F;
      left >>= 7;
      packet.write(left > 0 ? low | 0x80 : low);
      if (left == 0) {
        break;
      }
    }
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }
}
