package io.shelfkeeper.simulator.pins;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.LineEar;
import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All pins of a played machine that a site file uses, behind a wire of requests and answers. The
 * protocol is on the page of {@code drivers.link.far}.
 */
public final class PinHeader implements FarEnd {
  private static final String ANOTHER = "another-program";
  private static final int PULSE_MILLIS_MAX = 5_000;
  private static final int DEBOUNCE_MICROS_MAX = 1_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final String bus;
  private final Troubles troubles;
  private final PinWires wires;
  private final LineEar ear = new LineEar();

  // for one connection
  private String host = "";

  /**
   * @param bus id in the site file
   */
  public PinHeader(String bus, List<WiredPin> plans, Troubles troubles) {
    this.bus = bus;
    this.troubles = troubles;
    wires = new PinWires(plans, troubles);
  }

  /** Declines a request with a code of the protocol. */
  private static final class Declined extends Exception {
    private static final long serialVersionUID = 1L;

    Declined(String code) {
      super(code, null, false, false);
    }
  }

  @Override
  public List<Sending> hear(byte[] bytes, int hostBaud, long nanos) {
    List<Sending> answers = new ArrayList<>();
    for (String line : ear.lines(bytes)) {
      wires.settle(nanos);
      String answer;
      try {
        answer = ("ok " + answer(line.split(" ", -1), nanos)).strip();
      } catch (Declined declined) {
        answer = "error " + declined.getMessage();
      }
      wires.settle(nanos);
      answers.add(new Sending((answer + "\n").getBytes(StandardCharsets.US_ASCII), nanos, 0));
    }
    return answers;
  }

  @Override
  public List<Sending> idle(int hostBaud, long nanos) {
    wires.settle(nanos);
    return List.of();
  }

  @Override
  public long wakeNanos() {
    return Long.MAX_VALUE;
  }

  /** Outputs are let go, unless this machine keeps them. */
  @Override
  public void hungUp(long nanos) {
    ear.clear();
    for (Pin pin : wires.pins()) {
      if (pin instanceof LinePin line && !host.isEmpty() && line.holder().equals(host)) {
        if (keeps(nanos)) {
          line.abandon();
        } else {
          line.free();
        }
      }
    }
    host = "";
    wires.settle(nanos);
  }

  public List<PinState> states(long nanos) {
    return wires.states(nanos).stream()
        .map(
            state ->
                troubles.on(state.name(), Trouble.HELD, nanos)
                    ? new PinState(state.name(), state.use(), state.high(), ANOTHER, state.hung())
                    : state)
        .toList();
  }

  private boolean keeps(long nanos) {
    return troubles.on(bus, Trouble.KEEPS, nanos);
  }

  /** What is said behind "ok". */
  private String answer(String[] words, long nanos) throws Declined {
    if (words[0].equals("hello")) {
      return hello(words, nanos);
    }
    if (host.isEmpty() || words.length < 2) {
      throw new Declined("unknown");
    }
    if (troubles.on(bus, Trouble.DENIED, nanos)) {
      throw new Declined("denied gpio");
    }
    return words[0].endsWith("led") || words[0].equals("shot") || words[0].equals("dark")
        ? led(words, nanos)
        : line(words, nanos);
  }

  private String hello(String[] words, long nanos) throws Declined {
    if (words.length != 4 || !words[1].equals("pins") || !words[2].equals("1")) {
      throw new Declined("unknown");
    }
    host = words[3];
    return keeps(nanos) ? "keeps" : "lets-go";
  }

  private String line(String[] words, long nanos) throws Declined {
    LinePin pin = pin(words[1], LinePin.class, nanos);
    switch (words[0] + " " + words.length) {
      case "check 2" -> available(pin, nanos);
      case "out 4" -> {
        available(pin, nanos);
        boolean high = high(words[2]);
        if (!words[3].equals("push") && !words[3].equals("drain")) {
          throw new Declined("unknown");
        }
        pin.drive(host, high);
      }
      case "in 4" -> {
        available(pin, nanos);
        LinePin.Bias bias = bias(words[2]);
        number(words[3], 0, DEBOUNCE_MICROS_MAX);
        pin.listen(host, bias);
        wires.settle(nanos);
        pin.beginCounting();
      }
      case "set 3" -> {
        own(pin.isOutputOf(host));
        pin.drive(host, high(words[2]));
      }
      case "get 2" -> {
        own(pin.isInputOf(host));
        return (wires.isHigh(pin, nanos) ? "high " : "low ") + pin.edges();
      }
      case "free 2" -> {
        own(pin.isOutputOf(host) || pin.isInputOf(host));
        pin.free();
      }
      default -> throw new Declined("unknown");
    }
    return "";
  }

  private String led(String[] words, long nanos) throws Declined {
    LedPin pin = pin(WiredPin.LED + words[1], LedPin.class, nanos);
    if (troubles.on(pin.name(), Trouble.NO_TRIGGER, nanos)) {
      throw new Declined("no-trigger");
    }
    switch (words[0] + " " + words.length) {
      case "check-led 2" -> {}
      case "led 2", "dark 2" -> pin.makeDark(nanos);
      case "shot 3" -> {
        int millis = number(words[2], 1, PULSE_MILLIS_MAX);
        own(pin.isReady());
        pin.shoot(nanos, nanos + millis * NANOS_PER_MILLI);
      }
      default -> throw new Declined("unknown");
    }
    return "";
  }

  private <P extends Pin> P pin(String name, Class<P> kind, long nanos) throws Declined {
    for (Pin pin : wires.pins()) {
      if (pin.name().equals(name)
          && kind.isInstance(pin)
          && !troubles.on(name, Trouble.ABSENT, nanos)) {
        return kind.cast(pin);
      }
    }
    throw new Declined("absent");
  }

  private void available(LinePin pin, long nanos) throws Declined {
    if (troubles.on(pin.name(), Trouble.HELD, nanos)) {
      throw new Declined("held " + ANOTHER);
    }
    if (!pin.holder().isEmpty()) {
      throw new Declined("held " + pin.holder());
    }
  }

  private static void own(boolean isOwn) throws Declined {
    if (!isOwn) {
      throw new Declined("not-held");
    }
  }

  private static boolean high(String word) throws Declined {
    return switch (word) {
      case "high" -> true;
      case "low" -> false;
      default -> throw new Declined("unknown");
    };
  }

  private static LinePin.Bias bias(String word) throws Declined {
    try {
      return LinePin.Bias.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new Declined("unknown");
    }
  }

  private static int number(String word, int min, int max) throws Declined {
    int number = word.matches("\\d{1,7}") ? Integer.parseInt(word) : -1;
    if (number < min || number > max) {
      throw new Declined("unknown");
    }
    return number;
  }
}
