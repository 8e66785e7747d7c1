package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.Crc16;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bus in memory with devices that answer reads, at one speed only. */
public final class PlayedBus implements LinkMaker {
  private final Map<Integer, Map<Integer, Integer>> devices = new HashMap<>();
  private final Map<Integer, byte[]> eights = new HashMap<>();
  private final Map<Integer, int[]> relays = new HashMap<>();
  private final List<byte[]> requests = new ArrayList<>();
  private boolean twins;
  private int twinMillis;
  private int answerMillis;
  private long nanos;
  private int baud = 115_200;
  private boolean closed;

  /** A transmitter that weighs {@code tenths} of a gram. */
  public PlayedBus with(int address, int tenths) {
    Map<Integer, Integer> registers = new HashMap<>();
    registers.put(6, 250);
    registers.put(8, 1);
    registers.put(80, tenths >>> 16);
    registers.put(81, tenths & 0xFFFF);
    registers.put(86, 2);
    registers.put(87, 18_928);
    registers.put(104, 1);
    devices.put(address, registers);
    return this;
  }

  PlayedBus set(int address, int register, int value) {
    devices.getOrDefault(address, new HashMap<>()).put(register, value);
    return this;
  }

  /** An 8A board with these status bytes, the last of which holds locks 1 to 8. */
  PlayedBus withEight(int address, int... status) {
    byte[] answer = new byte[status.length + 4];
    answer[0] = (byte) 0x80;
    answer[1] = (byte) address;
    for (int i = 0; i < status.length; i++) {
      answer[2 + i] = (byte) status[i];
    }
    answer[answer.length - 2] = 0x33;
    for (int i = 0; i < answer.length - 1; i++) {
      answer[answer.length - 1] ^= answer[i];
    }
    eights.put(address, answer);
    return this;
  }

  PlayedBus withRelay(int address, int relaysOn, int inputs) {
    relays.put(address, new int[] {relaysOn, inputs});
    return this;
  }

  /** Every lock board is there twice. */
  PlayedBus twins(int laterMillis) {
    twins = true;
    twinMillis = laterMillis;
    return this;
  }

  /** Whether anything was said that is no read. */
  boolean wasTouched() {
    return requests.stream().anyMatch(request -> request[0] != (byte) 0x80 && request[1] > 4);
  }

  PlayedBus speaking(int speed) {
    baud = speed;
    return this;
  }

  /** Every device takes so long. */
  PlayedBus answering(int millis) {
    answerMillis = millis;
    return this;
  }

  /** Time passes while somebody answers, and not otherwise. */
  long nanos() {
    return nanos;
  }

  PlayedBus closed() {
    closed = true;
    return this;
  }

  @Override
  public ByteLink link(SiteFile.Link link) {
    boolean deaf = link instanceof SiteFile.Link.Serial serial && serial.baud() != baud;
    return new PlayedLink(deaf);
  }

  private final class PlayedLink implements ByteLink {
    private final boolean deaf;
    private byte[] answer = new byte[0];
    private byte[] later = new byte[0];
    private int laterMillis;

    PlayedLink(boolean deaf) {
      this.deaf = deaf;
    }

    @Override
    public void open() throws DeviceFault {
      if (closed) {
        throw new DeviceFault(FaultKind.LINK_DOWN, "There is no port", "Plug it in.");
      }
    }

    @Override
    public int read(byte[] into, int offset, int length, int waitMillis) {
      int count = Math.min(length, answer.length);
      System.arraycopy(answer, 0, into, offset, count);
      answer = new byte[0];
      if (count == 0 && later.length > 0) {
        laterMillis -= waitMillis;
        return laterMillis > 0 ? 0 : readLater(into, offset);
      }
      return count;
    }

    private int readLater(byte[] into, int offset) {
      int count = later.length;
      System.arraycopy(later, 0, into, offset, count);
      later = new byte[0];
      return count;
    }

    @Override
    public void write(byte[] request) {
      requests.add(request.clone());
      nanos += answerMillis * 1_000_000L;
      byte[] one = deaf ? new byte[0] : reply(request);
      boolean twice = twins && request.length == 5;
      answer = one;
      later = twice ? one : new byte[0];
      laterMillis = twinMillis;
    }

    private byte[] reply(byte[] request) {
      Map<Integer, Integer> registers = devices.get(request[0] & 0xFF);
      int[] relay = relays.get(request[0] & 0xFF);
      if (request.length == 5) {
        return eights.getOrDefault((int) request[1], new byte[0]);
      } else if (relay != null && request[1] <= 2) {
        byte bits = (byte) relay[request[1] - 1];
        return Crc16.sealed(new byte[] {request[0], request[1], 1, bits, 0, 0});
      }
      return registers == null || request[1] != 3 ? new byte[0] : reply(request, registers);
    }

    private static byte[] reply(byte[] request, Map<Integer, Integer> registers) {
      int first = (request[2] & 0xFF) << 8 | request[3] & 0xFF;
      int words = request[5];
      byte[] reply = new byte[5 + 2 * words];
      reply[0] = request[0];
      reply[1] = 3;
      reply[2] = (byte) (2 * words);
      for (int i = 0; i < words; i++) {
        int value = registers.getOrDefault(first + i, 0);
        reply[3 + 2 * i] = (byte) (value >> 8);
        reply[4 + 2 * i] = (byte) value;
      }
      return Crc16.sealed(reply);
    }

    @Override
    public void discardInput() {
      answer = new byte[0];
    }

    @Override
    public void close() {
      answer = new byte[0];
    }

    @Override
    public String where() {
      return "/dev/played";
    }
  }
}
