package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pins made of memory: what happened on them, in order. */
public final class FakePins implements Pins, LineLink {
  public final List<String> seen = new ArrayList<>();
  public final Set<String> highLines = new HashSet<>();

  /** Whoever does this word to a line fails: {@code take}, {@code set}, {@code read}. */
  public String fails = "";

  /** How often it fails before it works again. */
  public int failures = Integer.MAX_VALUE;

  /** What happens while an output is being made inactive. */
  public Runnable whenCleared = () -> {};

  public final List<String> taken = new ArrayList<>();
  public boolean letsGo = true;
  public int held;
  public long lostEdges;
  public Runnable hint = () -> {};

  private void act(String word, String name) throws DeviceFault {
    if (fails.equals(word + " " + name) && failures-- > 0) {
      throw new DeviceFault(FaultKind.LINK_DOWN, word + " " + name, "On purpose.");
    }
  }

  @Override
  public LineLink lines() {
    return this;
  }

  @Override
  public boolean letsGoOf(LineName line) {
    return letsGo;
  }

  @Override
  public PulsedOutput led(String name) throws DeviceFault {
    act("take", name);
    held++;
    taken.add(name);
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
    taken.add(name);
    return new OutputLine() {
      private boolean isActive;

      @Override
      public void set(boolean active) throws DeviceFault {
        act(active ? "set" : "clear", name);
        isActive = active;
        if (!active) {
          whenCleared.run();
        }
        seen.add(name + (active ? " on" : " off"));
      }

      @Override
      public boolean isActive() {
        return isActive;
      }

      @Override
      public void close() {
        held--;
      }
    };
  }

  @Override
  public InputLine input(InputSetup setup, Runnable edge) throws DeviceFault {
    hint = edge;
    String name = setup.line().line();
    act("take", name);
    held++;
    taken.add(name);
    return new InputLine() {
      @Override
      public boolean isActive() throws DeviceFault {
        act("read", name);
        return highLines.contains(name) != setup.activeLow();
      }

      @Override
      public long lostEdges() {
        return lostEdges;
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
