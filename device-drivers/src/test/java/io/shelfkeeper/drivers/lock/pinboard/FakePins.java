package io.shelfkeeper.drivers.lock.pinboard;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.PulsedOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pins made of memory: what happened on them, in order. */
final class FakePins implements Pins, LineLink {
  final List<String> seen = new ArrayList<>();
  final Set<String> highLines = new HashSet<>();

  /** Whoever does this word to a line fails: {@code take}, {@code set}, {@code read}. */
  String fails = "";

  boolean letsGo = true;
  int held;

  private void act(String word, String name) throws DeviceFault {
    if (fails.equals(word + " " + name)) {
      throw new DeviceFault(FaultKind.LINK_DOWN, word + " " + name, "On purpose.");
    }
  }

  @Override
  public LineLink lines() {
    return this;
  }

  @Override
  public boolean letsGoOfOutputs() {
    return letsGo;
  }

  @Override
  public PulsedOutput led(String name) throws DeviceFault {
    act("take", name);
    held++;
    return new PulsedOutput() {
      @Override
      public boolean isEndedByTheKernel() {
        return true;
      }

      @Override
      public void pulse(int millis) throws DeviceFault {
        act("set", name);
        seen.add(name + " shot " + millis);
      }

      @Override
      public void off() {
        seen.add(name + " off");
      }

      @Override
      public void close() {
        held--;
      }
    };
  }

  @Override
  public void check(LineName line) throws DeviceFault {
    act("check", line.line());
  }

  @Override
  public void checkLed(String name) throws DeviceFault {
    act("check", name);
  }

  @Override
  public OutputLine output(OutputSetup setup) throws DeviceFault {
    String name = setup.line().line();
    act("take", name);
    held++;
    return new OutputLine() {
      @Override
      public void set(boolean active) throws DeviceFault {
        act(active ? "set" : "clear", name);
        seen.add(name + (active ? " on" : " off"));
      }

      @Override
      public boolean isActive() {
        return false;
      }

      @Override
      public void close() {
        held--;
      }
    };
  }

  @Override
  public InputLine input(InputSetup setup, Runnable hint) throws DeviceFault {
    String name = setup.line().line();
    act("take", name);
    held++;
    return new InputLine() {
      @Override
      public boolean isActive() throws DeviceFault {
        act("read", name);
        return highLines.contains(name) != setup.activeLow();
      }

      @Override
      public long lostEdges() {
        return 0;
      }

      @Override
      public void close() {
        held--;
      }
    };
  }

  @Override
  public void close() {}
}
