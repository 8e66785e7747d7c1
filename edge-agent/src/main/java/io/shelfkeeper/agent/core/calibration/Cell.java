package io.shelfkeeper.agent.core.calibration;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/** One cell: its calibration, those before it, and its drift. */
final class Cell {
  private static final int HISTORY_MAX = 8;

  final String name;
  final String shelf;
  final Drift drift = new Drift();
  Calibration now = Calibration.NONE;

  /** Level at the end of the last stretch, or not a number if the next one has to begin anew. */
  double stretchLevel = Double.NaN;

  /** The newest last. */
  private final Deque<Calibration> before = new ArrayDeque<>();

  Cell(String name, String shelf) {
    this.name = name;
    this.shelf = shelf;
  }

  void take(Calibration next) {
    before.addLast(now);
    if (before.size() > HISTORY_MAX) {
      before.removeFirst();
    }
    now = next;
    drift.forget();
    stretchLevel = Double.NaN;
  }

  boolean hasBefore() {
    return !before.isEmpty();
  }

  /** Calibrations that can be gone back to. */
  int earlier() {
    return before.size();
  }

  /**
   * @param level grams at which it rests: they stay as they are
   */
  void undo(double level, long wallMillis) {
    now = now.back(before.removeLast(), now.reading(level), wallMillis);
    drift.forget();
    stretchLevel = Double.NaN;
  }

  void write(StateWriter out) {
    out.text(name);
    write(out, now);
    out.number(before.size());
    before.forEach(one -> write(out, one));
    out.real(drift.total).real(drift.daily).number(drift.stretches);
  }

  private static void write(StateWriter out, Calibration one) {
    out.real(one.gain()).real(one.offset()).real(one.zero());
    out.text(one.method()).number(one.wallMillis());
  }

  /** All but the name, which was read to find this cell. */
  void read(StateReader in) {
    now = calibration(in);
    before.clear();
    for (int left = in.count(HISTORY_MAX); left > 0; left--) {
      before.addLast(calibration(in));
    }
    drift.total = in.real();
    drift.daily = in.real();
    drift.stretches = in.number();
  }

  private static Calibration calibration(StateReader in) {
    return new Calibration(in.real(), in.real(), in.real(), in.text(), in.number());
  }
}
