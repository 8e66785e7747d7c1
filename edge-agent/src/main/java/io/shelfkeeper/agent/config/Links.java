package io.shelfkeeper.agent.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@code serial:/dev/ttyUSB0?baud=9600&parity=N&stop=1}, {@code tcp://host:port}, {@code
 * pins}, {@code i2c:1} and {@code folder:/sys/bus/iio/devices}. What a simulator plays is {@code
 * pins://127.0.0.1:7071} and {@code i2c://127.0.0.1:7072}.
 */
final class Links {
  private static final String SAMPLE =
      "\"serial:/dev/ttyUSB0?baud=9600\", \"tcp://host:port\", \"pins\", \"i2c:1\" or"
          + " \"folder:/sys/bus/iio/devices\"";
  private static final int I2C_DIGITS_MAX = 3;
  private static final List<String> PARAMETERS = List.of("baud", "parity", "stop");

  /** A name or address, in brackets if it has colons, and a port. */
  static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

  /** Addresses that no other machine reaches. */
  static final List<String> THIS_MACHINE = List.of("127.0.0.1", "[::1]");

  private final Problems problems;
  private final Word link;

  private Links(Problems problems, Word link) {
    this.problems = problems;
    this.link = link;
  }

  static Optional<SiteFile.Link> read(Word link, Problems problems) {
    Links links = new Links(problems, link);
    if (link.text().isEmpty()) {
      return Optional.empty();
    }
    if (link.text().startsWith("serial:")) {
      return links.serial(link.text().substring("serial:".length()));
    }
    if (link.text().equals("pins")) {
      return Optional.of(new SiteFile.Link.Pins());
    }
    if (link.text().startsWith("pins://")) {
      return links.played("pins", "\"pins\"", SiteFile.Link.Pins::new);
    }
    if (link.text().startsWith("tcp://")) {
      return links.tcp(link.text().substring("tcp://".length()));
    }
    if (link.text().startsWith("i2c://")) {
      return links.played("i2c", "\"i2c:1\"", (host, port) -> new SiteFile.Link.I2c(0, host, port));
    }
    if (link.text().startsWith("i2c:")) {
      return links.i2c(link.text().substring("i2c:".length()));
    }
    if (link.text().startsWith("folder:")) {
      return links.folder(link.text().substring("folder:".length()));
    }
    return links.problem(link.quoted() + " is no link", SAMPLE);
  }

  private Optional<SiteFile.Link> i2c(String number) {
    int bus = whole(number);
    if (bus < 0 || number.length() > I2C_DIGITS_MAX) {
      return problem(
          "there is no I2C bus " + Words.quoted(number),
          "the number behind /dev/i2c-, as in \"i2c:1\"; i2cdetect -l lists all");
    }
    return Optional.of(new SiteFile.Link.I2c(bus));
  }

  private Optional<SiteFile.Link> folder(String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0 || path.endsWith("/")) {
      return problem(
          "the path " + Words.quoted(path) + " of the folder is not absolute, or ends with /",
          "the full path, such as /sys/bus/iio/devices or /sys/bus/w1/devices");
    }
    return Optional.of(new SiteFile.Link.Folder(path));
  }

  private Optional<SiteFile.Link> serial(String text) {
    int question = text.indexOf('?');
    String path = question < 0 ? text : text.substring(0, question);
    if (!path.startsWith("/") || path.indexOf('\0') >= 0 || path.endsWith("/")) {
      return problem(
          "the path " + Words.quoted(path) + " of the port is not absolute",
          "the full path, best one of those in /dev/serial/by-path, which keep their name");
    }
    Optional<Map<String, String>> parameters =
        question < 0 ? Optional.of(Map.of()) : parameters(text.substring(question + 1));
    return parameters.flatMap(given -> serial(path, given));
  }

  private Optional<SiteFile.Link> serial(String path, Map<String, String> given) {
    String parity = given.getOrDefault("parity", "N").toUpperCase(Locale.ROOT);
    String stop = given.getOrDefault("stop", "1");
    int baud = whole(given.getOrDefault("baud", "9600"));
    if (!WireTime.possible(baud)) {
      return problem(
          "no port can do baud=" + Words.line(given.getOrDefault("baud", "")),
          "one of "
              + Arrays.stream(WireTime.BAUDS)
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(", ")));
    }
    if (!List.of("N", "E", "O").contains(parity)) {
      return problem(
          "there is no parity=" + Words.line(parity), "parity=N (none), E (even) or O (odd)");
    }
    if (!List.of("1", "2").contains(stop)) {
      return problem("there are no stop=" + Words.line(stop) + " stop bits", "stop=1 or stop=2");
    }
    return Optional.of(
        new SiteFile.Link.Serial(path, baud, parity.charAt(0), stop.charAt(0) - '0'));
  }

  private Optional<Map<String, String>> parameters(String text) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String parameter : text.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!PARAMETERS.contains(key)) {
        problem("a link has no " + Words.quoted(key), Words.choice(key, PARAMETERS));
        return Optional.empty();
      }
      if (equals < 0 || given.put(key, parameter.substring(equals + 1)) != null) {
        problem(
            "%s is there %s in the link".formatted(key, equals < 0 ? "without a value" : "twice"),
            "once, as in " + SAMPLE);
        return Optional.empty();
      }
    }
    return Optional.of(given);
  }

  /**
   * What another program of this machine plays. Plain text that opens doors: never over a network.
   *
   * @param own the link of the machine's own
   */
  private Optional<SiteFile.Link> played(
      String scheme, String own, BiFunction<String, Integer, SiteFile.Link> maker) {
    Matcher matcher = HOST_PORT.matcher(link.text().substring(scheme.length() + "://".length()));
    int port = matcher.matches() && matcher.group(2) != null ? whole(matcher.group(2)) : 0;
    if (port < 1 || port > 65_535 || !THIS_MACHINE.contains(matcher.group(1))) {
      return problem(
          link.quoted() + " is no address of this machine alone with a port",
          "\"%s://127.0.0.1:7071\" for what a simulator plays here, or %s for the machine's own"
              .formatted(scheme, own));
    }
    String host = matcher.group(1).replace("[", "").replace("]", "");
    return Optional.of(maker.apply(host, port));
  }

  private Optional<SiteFile.Link> tcp(String text) {
    Matcher matcher = HOST_PORT.matcher(text);
    if (!matcher.matches() || matcher.group(2) == null) {
      return problem(link.quoted() + " does not name a host and a port", "tcp://host:port");
    }
    int port = whole(matcher.group(2));
    if (port < 1 || port > 65_535) {
      return problem("there is no port " + matcher.group(2), "a port from 1 to 65535");
    }
    return Optional.of(new SiteFile.Link.Tcp(matcher.group(1), port));
  }

  /** A whole number of at most nine digits, or -1. */
  static int whole(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Integer.parseInt(text) : -1;
  }

  private Optional<SiteFile.Link> problem(String what, String instead) {
    problems.add(link.place(), what, instead);
    return Optional.empty();
  }
}
