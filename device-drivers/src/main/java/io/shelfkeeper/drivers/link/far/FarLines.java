package io.shelfkeeper.drivers.link.far;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.gpio.LineInfo;
import io.shelfkeeper.drivers.link.led.OneShotLed;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one connection. A line that outlives it is good for nothing, also when there is
 * another connection. Has no thread: hints are given when a level is asked for.
 */
final class FarLines implements LineLink {
  private final FarTalk talk;
  private final List<Line> held = new ArrayList<>();
  private boolean over;

  FarLines(FarTalk talk) {
    this.talk = talk;
  }

  /**
   * What is spoken of.
   *
   * @param word in the midst of a sentence
   * @param absent what to check if there is none
   */
  record Part(String word, String absent) {
    static Part line(LineName name) {
      return new Part("line " + name, "Check its name with gpioinfo.");
    }

    static Part led(String name) {
      return new Part("LED " + name, "Check dtoverlay=gpio-led in config.txt, and restart.");
    }

    /** To begin a sentence with. */
    String begin() {
      return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
  }

  FarTalk.Answer ask(Part part, String request) throws DeviceFault {
    if (over) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          part.begin() + " was given back when its connection ended",
          "Wait for the next try.");
    }
    FarTalk.Answer answer = talk.ask(request);
    if (!answer.isOk()) {
      throw declined(part, answer);
    }
    return answer;
  }

  /** In the words of a kernel that has the same to say: its remedies are the same. */
  private static DeviceFault declined(Part part, FarTalk.Answer answer) {
    return switch (answer.word(0)) {
      case "absent" ->
          new DeviceFault(FaultKind.MISCONFIGURED, "There is no " + part.word(), part.absent());
      case "held" -> LineInfo.held(part.begin(), answer.word(1));
      case "denied" -> FarTalk.denied(part.begin(), answer.word(1));
      case "no-trigger" -> OneShotLed.noTrigger(part.word());
      default ->
          new DeviceFault(
              FaultKind.LINK_DOWN,
              part.begin() + " does not obey (" + answer.text() + ")",
              "Start the simulator and the agent anew.");
    };
  }

  @Override
  public OutputLine output(OutputSetup setup) throws DeviceFault {
    Output line = new Output(setup);
    String drive = setup.openDrain() ? "drain" : "push";
    line.ask("out", line.level(false) + " " + drive);
    held.add(line);
    return line;
  }

  @Override
  public InputLine input(InputSetup setup, Runnable hint) throws DeviceFault {
    Input line = new Input(setup, hint);
    String bias =
        switch (setup.bias()) {
          case AS_IS -> "as-is";
          case UP -> "up";
          case DOWN -> "down";
        };
    line.ask("in", bias + " " + setup.debounceMicros());
    held.add(line);
    return line;
  }

  @Override
  public void check(LineName line) throws DeviceFault {
    ask(Part.line(line), "check " + line);
  }

  @Override
  public void close() {
    List.copyOf(held).forEach(Line::giveBack);
  }

  /** The connection is no more, and with it every line. */
  void end() {
    over = true;
  }

  /** One line that is held. */
  private abstract class Line {
    private final LineName name;
    private boolean given;

    Line(LineName name) {
      this.name = name;
    }

    FarTalk.Answer ask(String verb, String more) throws DeviceFault {
      if (given) {
        throw new DeviceFault(
            FaultKind.LINK_DOWN, "Line " + name + " was given back", "Take it anew.");
      }
      return FarLines.this.ask(Part.line(name), "%s %s %s".formatted(verb, name, more).strip());
    }

    void giveBack() {
      if (given) {
        return;
      }
      held.remove(this);
      try {
        ask("free", "");
      } catch (DeviceFault fault) {
        // A connection that is lost has given it back.
      }
      given = true;
    }
  }

  private final class Output extends Line implements OutputLine {
    private final boolean activeLow;
    private boolean active;

    Output(OutputSetup setup) {
      super(setup.line());
      activeLow = setup.activeLow();
    }

    String level(boolean active) {
      return active == activeLow ? "low" : "high";
    }

    @Override
    public void set(boolean active) throws DeviceFault {
      ask("set", level(active));
      this.active = active;
    }

    @Override
    public boolean isActive() {
      return active;
    }

    /** The far end makes it inactive: what hangs there has a resistor. */
    @Override
    public void close() {
      giveBack();
    }
  }

  private final class Input extends Line implements InputLine {
    private final boolean activeLow;
    private final Runnable hint;
    private long edges;

    Input(InputSetup setup, Runnable hint) {
      super(setup.line());
      activeLow = setup.activeLow();
      this.hint = hint;
    }

    @Override
    public boolean isActive() throws DeviceFault {
      FarTalk.Answer answer = ask("get", "");
      boolean high = answer.word(0).equals("high");
      String count = answer.word(1);
      if (!high && !answer.word(0).equals("low") || !count.matches("\\d{1,18}")) {
        talk.close();
        throw new DeviceFault(
            FaultKind.LINK_DOWN,
            "%s tells no level (%s)".formatted(talk.where(), answer.text()),
            "Check that the program behind this port is a simulator of this version.");
      }
      long seen = Long.parseLong(count);
      if (seen > edges) {
        edges = seen;
        hint.run();
      }
      return high != activeLow;
    }

    /** The far end counts those that it sees. */
    @Override
    public long lostEdges() {
      return 0;
    }

    @Override
    public void close() {
      giveBack();
    }
  }
}
