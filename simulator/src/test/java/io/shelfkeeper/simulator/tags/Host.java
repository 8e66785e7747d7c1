package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.models.Line;
import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.Dice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Whoever sits at the other end of a node's wire and says exactly these bytes, in virtual time. */
final class Host {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  final PacedLink.Time time = new PacedLink.Time();
  private final Line line;
  private PacedLink link;

  Host(LineDevice device, Troubles troubles) {
    line = new Line("bus", List.of(device), 10, troubles, new Dice(1));
    link = new PacedLink(line, 115_200, time);
  }

  void baud(int baud) {
    link = new PacedLink(line, baud, time);
  }

  void say(byte[] bytes) {
    link.write(bytes);
  }

  void say(String text) {
    say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void sayHex(String hex) {
    say(hex(hex));
  }

  /** All that comes in this time, one character for each byte. */
  String hears(double seconds) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[512];
    long until = time.now + (long) (seconds * 1e9);
    while (time.now < until) {
      all.write(
          some,
          0,
          link.read(some, 0, some.length, (int) Math.max(1, (until - time.now) / 1_000_000)));
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  String ask(String text) {
    say(text);
    return hears(0.2);
  }

  String askHex(String hex) {
    sayHex(hex);
    return hears(0.2);
  }

  static byte[] hex(String hex) {
    return HEX.parseHex(hex);
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  static int count(String in, String what) {
    return (in.length() - in.replace(what, "").length()) / what.length();
  }
}
