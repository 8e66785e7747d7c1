package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.link.MemoryLink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The far end for the driver's tests: a radio node in memory, which does with its tags what the
 * test says. Encodes for itself.
 */
final class FarNode extends MemoryLink {
  String version = "001F";
  boolean subGhz = true;
  boolean silent;
  int places = 250;

  /** Eats so many answers. */
  int answersLost;

  /** What the table has: address to version. */
  final Map<Long, Long> table = new LinkedHashMap<>();

  /** Tokens of all commands, and lengths of blocks. */
  final List<String> heard = new ArrayList<>();

  /** Data of the blocks that came whole. */
  final List<byte[]> blocks = new ArrayList<>();

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int blockBytes = -1;

  @Override
  protected void arrived(byte[] bytes) {
    if (silent) {
      return;
    }
    held.writeBytes(bytes);
    byte[] all = held.toByteArray();
    int at = 0;
    while (at < all.length) {
      int used = take(all, at);
      if (used == 0) {
        break;
      }
      at += used;
    }
    held.reset();
    held.write(all, at, all.length - at);
  }

  private int take(byte[] all, int at) {
    if (blockBytes >= 0) {
      return takeBlock(all, at);
    }
    if (all.length - at >= 3 && all[at] == '>' && all[at + 1] == 'D' && all[at + 2] == '>') {
      heard.add(">D>");
      blockBytes = 4_100;
      answer("ACK>");
      return 3;
    }
    if (all.length - at < 4) {
      return all[at] == (byte) 0xF5 ? 1 : 0;
    }
    String token = new String(all, at, 4, StandardCharsets.ISO_8859_1);
    int length =
        switch (token) {
          case "RDY?", "NFO?" -> 4;
          case "SCP>" -> subGhz ? 8 : 7;
          case "SDA>", "CXD>" -> 31;
          default -> 1;
        };
    if (length == 1) {
      return 1;
    }
    if (all.length - at < length) {
      return 0;
    }
    heard.add(token);
    obey(token, ByteBuffer.wrap(all, at, length).slice().order(ByteOrder.LITTLE_ENDIAN));
    return length;
  }

  private int takeBlock(byte[] all, int at) {
    if (all.length - at < blockBytes) {
      return 0;
    }
    byte[] plain = new byte[blockBytes];
    for (int i = 0; i < blockBytes; i++) {
      plain[i] = (byte) (all[at + i] ^ 0xAA);
    }
    int size = plain[0] & 0xFF | (plain[1] & 0xFF) << 8;
    blocks.add(Arrays.copyOfRange(plain, 4, 4 + size));
    blockBytes = -1;
    return plain.length;
  }

  private void obey(String token, ByteBuffer in) {
    switch (token) {
      case "NFO?" -> {
        answer("ACK>");
        answer("TYP>C6VER>" + version + "MAC>5B3C3A4E1D020000ZCH>19");
        answer((subGhz ? "SCH>255" : "") + "ZPW>0APEN>00NOP>00");
      }
      case "SDA>" -> {
        long tag = in.getLong(23);
        if (table.size() >= places && !table.containsKey(tag)) {
          answer("NOQ>");
        } else {
          table.put(tag, in.getLong(5));
          answer("ACK>");
        }
      }
      case "CXD>" -> {
        table.remove(in.getLong(23));
        answer("ACK>");
      }
      default -> answer("ACK>");
    }
  }

  private void answer(String text) {
    if (answersLost > 0) {
      answersLost--;
      return;
    }
    text(text);
  }

  void text(String text) {
    say(back.apply(text.getBytes(StandardCharsets.ISO_8859_1)), 1_000);
  }

  /** A tag comes; its kind, or -1 for one that says nothing of itself. */
  void comes(long tag, int type, int wake) {
    ByteBuffer in = structure("ADR>", 34).putLong(tag);
    if (type >= 0) {
      in.put((byte) 0).put((byte) 180).put((byte) -61).put((byte) 22).putShort((short) 2_980);
      in.put((byte) type).put((byte) wake).put((byte) 0x41).putShort((short) 0x26);
    }
    sealed(in);
  }

  void asks(long tag, long picture, int block) {
    sealed(structure("RQB>", 22).putLong(picture).put((byte) block).putLong(tag));
  }

  /** Tells that the tag has all, and drops the entry, whichever it is. */
  void delivers(long tag) {
    table.remove(tag);
    sealed(structure("XFC>", 13).putLong(tag));
  }

  void lets(long tag) {
    table.remove(tag);
    sealed(structure("XTO>", 13).putLong(tag));
  }

  void restarts() {
    table.clear();
    text("ESP-ROM:esp32c6\r\nRES>RDY>");
  }

  private static ByteBuffer structure(String token, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.put(token.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
  }

  private void sealed(ByteBuffer structure) {
    byte[] bytes = structure.array();
    int sum = 0;
    for (int i = 5; i < bytes.length; i++) {
      sum += bytes[i];
    }
    bytes[4] = (byte) sum;
    say(back.apply(bytes), 1_000);
  }

  /** The picture that the table has for a tag, 0 for none. */
  long version(long tag) {
    return table.getOrDefault(tag, 0L);
  }

  long count(String token) {
    return heard.stream().filter(token::equals).count();
  }
}
