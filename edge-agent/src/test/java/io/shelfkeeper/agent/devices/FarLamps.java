package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.SignalBoard;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Signals made of memory, which keep time as real ones do. */
final class FarLamps implements SignalBoard {
  private final LongSupplier nanos;
  private final SignalPattern[] patterns;
  private final long[] since;
  private long due;

  /** Each change, as {@code 0 on}, and {@code off} when all lines are given back. */
  final List<String> seen = new ArrayList<>();

  final boolean[] isOn;
  boolean fails;
  boolean isOurMistake;
  int plays;

  FarLamps(int count, LongSupplier nanos) {
    this.nanos = nanos;
    patterns = new SignalPattern[count];
    Arrays.fill(patterns, SignalPattern.OFF);
    since = new long[count];
    isOn = new boolean[count];
    due = nanos.getAsLong();
  }

  @Override
  public void show(int signal, SignalPattern pattern) {
    if (patterns[signal] != pattern) {
      patterns[signal] = pattern;
      since[signal] = nanos.getAsLong();
      due = since[signal];
    }
  }

  @Override
  public void play() throws DeviceFault {
    plays++;
    long now = nanos.getAsLong();
    due = now + 1_000 * LockLine.MILLI;
    if (isOurMistake) {
      throw new IllegalStateException("a mistake of ours");
    }
    if (fails) {
      allOff();
      due = now + 1_000 * LockLine.MILLI;
      throw new DeviceFault(FaultKind.LINK_DOWN, "Line GPIO22 is held by dht11", "Stop it.");
    }
    for (int i = 0; i < isOn.length; i++) {
      boolean wanted = patterns[i].isOn(now - since[i]);
      if (isOn[i] != wanted) {
        isOn[i] = wanted;
        seen.add(i + (wanted ? " on" : " off"));
      }
      long changes = patterns[i].changesAfterNanos(now - since[i]);
      due = changes == SignalPattern.NEVER ? due : Math.min(due, now + changes);
    }
  }

  @Override
  public long dueNanos() {
    return due;
  }

  @Override
  public void allOff() {
    seen.add("off");
    Arrays.fill(isOn, false);
    due = nanos.getAsLong();
  }
}
