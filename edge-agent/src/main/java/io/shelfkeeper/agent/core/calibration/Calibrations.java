package io.shelfkeeper.agent.core.calibration;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calibrations of all cells. They change by a person's word only, survive restarts, and are
 * never adjusted by what a cell shows at a start.
 */
public final class Calibrations {
  /** The kind of the fault of a cell that wanders. */
  public static final String DRIFTING = "drifting";

  private static final int VERSION = 1;
  private static final int CELLS_MAX = 100_000;
  private static final long MILLIS_PER_HOUR = 3_600_000;

  private final List<Cell> cells = new ArrayList<>();
  private @Nullable Session session;
  private boolean changed;

  /** What happens to a shelf that a person works at. */
  public interface Shelves {
    /** Its cells are not what they were: what they show next is compared with what they showed. */
    void gap(String shelf);

    /** From now on the readings of this cell are worth something else. */
    void calibrated(int cell);

    /** Grams at which a cell rests, or rested before it was touched; not a number if unknown. */
    double level(int cell);

    /** Mean weight of a product in grams, not a number if there is none. */
    double grams(String sku);
  }

  /**
   * @param names of the cells, by their index
   * @param shelves the shelf of each
   */
  public Calibrations(List<String> names, List<String> shelves) {
    for (int i = 0; i < names.size(); i++) {
      cells.add(new Cell(names.get(i), shelves.get(i)));
    }
  }

  /** What a reading is worth. Allocates nothing. */
  public double grams(int cell, double reading) {
    return cells.get(cell).now.grams(reading);
  }

  /** What is in force for a cell. */
  public Calibration inForce(int cell) {
    return cells.get(cell).now;
  }

  /** Grams that the empty cell shows; not a number if nobody knows. */
  public double zero(int cell) {
    return cells.get(cell).now.zero();
  }

  /** Whether a person works at the shelf of this cell: then its readings are no movements. */
  public boolean holds(int cell) {
    Session held = session;
    return held != null && held.cell.shelf.equals(cells.get(cell).shelf);
  }

  /** A reading of a cell that is held; one that is no weight is not given. */
  public void held(int cell, long nanos, double reading) {
    Session held = session;
    if (held != null && held.cell == cells.get(cell)) {
      held.rest.add(nanos, reading);
    }
  }

  /** Ends a session that somebody has walked away from. */
  public void tick(Moment now, Shelves shelves) {
    Session held = session;
    if (held != null && now.nanos() - held.heardNanos > Session.SILENT_NANOS_MAX) {
      end(held, shelves);
    }
  }

  private void end(Session held, Shelves shelves) {
    session = null;
    shelves.gap(held.cell.shelf);
  }

  public StaffAnswer answer(
      Moment now, StaffRequest.Calibrate request, Shelves shelves, Consumer<Fact> say) {
    Cell cell = find(request.cell());
    if (cell == null) {
      return StaffAnswer.refused(
          "There is no cell %s. There are %s."
              .formatted(
                  request.cell(), String.join(", ", cells.stream().map(one -> one.name).toList())));
    }
    return switch (request) {
      case StaffRequest.HoldCell r -> hold(now, cell, shelves);
      case StaffRequest.UndoCalibration r -> undo(now, cell, shelves, say);
      case StaffRequest.InSession r -> goOn(now, cell, r, shelves, say);
    };
  }

  private StaffAnswer goOn(
      Moment now, Cell cell, StaffRequest.InSession step, Shelves shelves, Consumer<Fact> say) {
    Session held = session;
    if (held == null || held.cell != cell) {
      return StaffAnswer.refused(
          "Nobody is calibrating %s: the agent was started anew, or ten minutes went by. Start again."
              .formatted(cell.name));
    }
    held.heardNanos = now.nanos();
    try {
      return answer(now, held, step, shelves, say);
    } catch (Session.Impossible e) {
      end(held, shelves);
      return StaffAnswer.refused(String.valueOf(e.getMessage()));
    }
  }

  private StaffAnswer answer(
      Moment now, Session held, StaffRequest.InSession step, Shelves shelves, Consumer<Fact> say)
      throws Session.Impossible {
    long millis = now.wallMillis();
    return switch (step) {
      case StaffRequest.MarkCell r -> mark(held);
      case StaffRequest.ByReference r ->
          take(held, held.reference(r.grams(), millis), shelves, say);
      case StaffRequest.ByTwoPoints r -> take(held, held.twoPoint(r.grams(), millis), shelves, say);
      case StaffRequest.ByCount r -> {
        double grams = shelves.grams(r.sku());
        if (Double.isNaN(grams)) {
          throw new Session.Impossible("There is no product %s.".formatted(r.sku()));
        }
        yield take(held, held.knownCount(r.count() * grams, millis), shelves, say);
      }
      case StaffRequest.ReleaseCell r -> {
        end(held, shelves);
        yield StaffAnswer.done("%s is as it was.".formatted(held.cell.name));
      }
    };
  }

  private StaffAnswer hold(Moment now, Cell cell, Shelves shelves) {
    Session held = session;
    if (held != null && held.cell != cell) {
      return StaffAnswer.refused(
          "Somebody is calibrating %s. End that first, or wait ten minutes."
              .formatted(held.cell.name));
    }
    session = new Session(cell, now.nanos());
    shelves.gap(cell.shelf);
    return StaffAnswer.done(
        "Shelf %s is not watched while %s is calibrated.".formatted(cell.shelf, cell.name));
  }

  private static StaffAnswer mark(Session held) {
    double level = held.rest.level();
    if (Double.isNaN(level)) {
      return StaffAnswer.later("%s does not lie still yet.".formatted(held.cell.name));
    }
    held.marks.add(level);
    held.rest.clear();
    return StaffAnswer.done(grams(held.cell.now.grams(level)));
  }

  private StaffAnswer take(Session held, Calibration next, Shelves shelves, Consumer<Fact> say) {
    double gainBefore = held.cell.now.gain();
    held.cell.take(next);
    changed = true;
    shelves.calibrated(cells.indexOf(held.cell));
    end(held, shelves);
    say.accept(
        new Fact.CellCalibrated(
            held.cell.name, next.method(), next.gain(), next.zero(), gainBefore));
    return StaffAnswer.done(line(held.cell, next.wallMillis()));
  }

  private StaffAnswer undo(Moment now, Cell cell, Shelves shelves, Consumer<Fact> say) {
    if (session != null && session.cell == cell) {
      return StaffAnswer.refused("%s is being calibrated. End that first.".formatted(cell.name));
    }
    if (!cell.hasBefore()) {
      return StaffAnswer.refused("%s has no earlier calibration.".formatted(cell.name));
    }
    double level = shelves.level(cells.indexOf(cell));
    if (Double.isNaN(level)) {
      return StaffAnswer.later(
          "%s has not come to rest since the start. Check its device.".formatted(cell.name));
    }
    double gainBefore = cell.now.gain();
    cell.undo(level, now.wallMillis());
    changed = true;
    shelves.calibrated(cells.indexOf(cell));
    say.accept(
        new Fact.CellCalibrated(
            cell.name, cell.now.method(), cell.now.gain(), cell.now.zero(), gainBefore));
    return StaffAnswer.done(line(cell, now.wallMillis()));
  }

  private @Nullable Cell find(String name) {
    for (Cell cell : cells) {
      if (cell.name.equals(name)) {
        return cell;
      }
    }
    return null;
  }

  /** All calibrations and drifts, a line each. */
  public String list(Moment now) {
    return String.join("\n", cells.stream().map(cell -> line(cell, now.wallMillis())).toList());
  }

  /**
   * All calibrations and drifts.
   *
   * @param alarms whether the fault of this device is open
   * @param trust probability that a cell shows grams, by what was taken from it
   */
  public List<Status.Cell> status(Predicate<String> alarms, IntToDoubleFunction trust) {
    List<Status.Cell> list = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      list.add(
          new Status.Cell(
              cell.name,
              cell.now.method(),
              cell.now.wallMillis(),
              cell.earlier(),
              cell.now.gain(),
              cell.now.zero(),
              cell.drift.total,
              cell.drift.daily,
              alarms.test(device(i)),
              trust.applyAsDouble(i)));
    }
    return list;
  }

  private static String line(Cell cell, long wallMillis) {
    String empty = Double.isNaN(cell.now.zero()) ? "not known" : grams(cell.now.zero());
    return "%s: %s%s, %d earlier, gain %s, empty %s, drift %s, %s a day"
        .formatted(
            cell.name,
            cell.now.method(),
            ago(cell, wallMillis),
            cell.earlier(),
            String.format(Locale.ROOT, "%.5f", cell.now.gain()),
            empty,
            grams(cell.drift.total),
            grams(cell.drift.daily));
  }

  /** How long ago it was calibrated; nothing if never, or by a clock that was wrong. */
  private static String ago(Cell cell, long wallMillis) {
    long hours = (wallMillis - cell.now.wallMillis()) / MILLIS_PER_HOUR;
    if (cell.now.wallMillis() == 0 || hours < 0) {
      return "";
    }
    return hours < 48 ? " %d h ago".formatted(hours) : " %d days ago".formatted(hours / 24);
  }

  private static String grams(double grams) {
    return String.format(Locale.ROOT, "%.1f g", grams);
  }

  /**
   * A stretch of {@link #stretchNanos} is over.
   *
   * @param level grams that the cell shows now at rest, or not a number
   * @param still whether nothing was moved at its shelf in this stretch
   */
  public void stretch(int cell, double level, boolean still) {
    Cell one = cells.get(cell);
    if (still && !holds(cell) && Double.isFinite(level - one.stretchLevel)) {
      one.drift.saw(level - one.stretchLevel);
    }
    one.stretchLevel = holds(cell) ? Double.NaN : level;
  }

  /** How often {@link #stretch} wants to be called. */
  public static long stretchNanos() {
    return Drift.STRETCH_NANOS;
  }

  /**
   * Trouble of a cell that wanders, or null.
   *
   * @param stands whether it was told already
   */
  public @Nullable Trouble drifting(int cell, boolean stands) {
    Cell one = cells.get(cell);
    if (!one.drift.alarms(stands)) {
      return null;
    }
    return Trouble.of(
        device(cell),
        DRIFTING,
        "Cell %s has drifted by %s since it was calibrated, %s a day."
            .formatted(one.name, grams(one.drift.total), grams(one.drift.daily)),
        "Look for what touches its plate, for moisture and a damaged cable; then calibrate it.");
  }

  /** The word for a cell in faults. */
  public String device(int cell) {
    return "cell/" + cells.get(cell).name;
  }

  public int size() {
    return cells.size();
  }

  /** Whether {@link #state} has to be written before anything is answered. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  public byte[] state() {
    StateWriter writer = new StateWriter(VERSION).number(cells.size());
    cells.forEach(cell -> cell.write(writer));
    return writer.bytes();
  }

  /**
   * Goes on from what {@link #state} said before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  public void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    for (int left = reader.count(CELLS_MAX); left > 0; left--) {
      Cell cell = find(reader.text());
      (cell == null ? new Cell("", "") : cell).read(reader);
    }
  }
}
