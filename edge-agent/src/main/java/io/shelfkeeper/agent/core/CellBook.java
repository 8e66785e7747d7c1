package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.calibration.Calibrations;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.stock.StockEngine;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.stock.StockSink;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Stands between the cells and the stock engine: readings become grams, a shelf that a person works
 * at is kept from the engine, and a cell that wanders is told. Never changes a calibration by
 * itself.
 */
final class CellBook {
  /** The key of its state. */
  static final String STATE = "calibration";

  /** An alarm that stood before a restart has to be said to stand within minutes. */
  private static final long LOOK_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private final StockSetup setup;
  private final StockEngine engine;
  private final Calibrations calibrations;
  private final Set<String> moved = new HashSet<>();
  private long nextLook;
  private boolean stretched;
  private long stretchEnd = Long.MAX_VALUE;

  CellBook(StockSetup setup, StockEngine engine) {
    this.setup = setup;
    this.engine = engine;
    calibrations =
        new Calibrations(
            setup.cells().stream().map(StockSetup.Cell::cell).toList(),
            setup.cells().stream().map(StockSetup.Cell::shelf).toList());
  }

  /** Goes on from the calibrations of the last run. */
  void restore(Map<String, byte[]> states, Effects out) {
    byte[] state = states.get(STATE);
    if (state == null) {
      return;
    }
    try {
      calibrations.restore(state);
    } catch (StateReader.Unreadable e) {
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.ERROR,
              "The calibrations cannot be read from the journal: "
                  + e.getMessage()
                  + ". Cells are taken as their devices show them; calibrate them again."));
    }
  }

  /** A sample on its way from the device to the engine. */
  void sample(int cell, long nanos, double reading, byte quality, StockSink to) {
    if (!calibrations.holds(cell)) {
      double grams = quality == SampleBlock.INVALID ? reading : calibrations.grams(cell, reading);
      engine.sample(cell, nanos, grams, quality, to);
    } else if (quality != SampleBlock.INVALID) {
      calibrations.held(cell, nanos, reading);
    }
  }

  /** Indices of the cells of a bay with products. */
  IntStream of(String bay) {
    return setup.planogram().stream()
        .filter(place -> place.bay().equals(bay))
        .flatMapToInt(place -> place.cells().stream().mapToInt(Integer::intValue));
  }

  /** Goods moved at this shelf: what its cells show now is no drift. */
  void moved(String shelf) {
    moved.add(shelf);
  }

  /**
   * Grams that the empty cells of a bay show together; not a number unless all are known.
   *
   * @param bay a bay with at least one product
   */
  double zero(String bay) {
    double sum = 0;
    for (StockSetup.Placement place : setup.planogram()) {
      if (place.bay().equals(bay)) {
        for (int cell : place.cells()) {
          sum += calibrations.zero(cell);
        }
        return sum;
      }
    }
    return Double.NaN;
  }

  StaffAnswer list(Moment now) {
    return StaffAnswer.done(calibrations.list(now));
  }

  List<Status.Cell> status(Faults faults) {
    return calibrations.status(
        device -> faults.isOpen(device, Calibrations.DRIFTING), engine::trust);
  }

  StaffAnswer answer(Moment now, StaffRequest.Calibrate request, Effects out, Consumer<Fact> say) {
    StaffAnswer answer = calibrations.answer(now, request, shelves(now), say);
    if (calibrations.takeChanged()) {
      save(out);
    }
    return answer;
  }

  private Calibrations.Shelves shelves(Moment now) {
    return new Calibrations.Shelves() {
      @Override
      public void gap(String shelf) {
        moved.add(shelf);
        List<StockSetup.Cell> cells = setup.cells();
        for (int cell = 0; cell < cells.size(); cell++) {
          if (cells.get(cell).shelf().equals(shelf)) {
            engine.gap(cell, now.nanos());
          }
        }
      }

      @Override
      public void calibrated(int cell) {
        engine.calibrated(cell);
      }

      @Override
      public double level(int cell) {
        return engine.level(cell);
      }

      @Override
      public double grams(String sku) {
        return engine.catalogue().grams(sku);
      }
    };
  }

  /** Once a second. */
  void tick(Moment now, Faults faults, Consumer<Fact> say) {
    calibrations.tick(now, shelves(now));
    if (stretchEnd == Long.MAX_VALUE) {
      stretchEnd = now.nanos() + Calibrations.stretchNanos();
    }
    if (now.nanos() >= stretchEnd) {
      stretchEnd = now.nanos() + Calibrations.stretchNanos();
      for (int cell = 0; cell < calibrations.size(); cell++) {
        boolean still = !moved.contains(setup.cells().get(cell).shelf());
        calibrations.stretch(cell, engine.level(cell), still);
      }
      moved.clear();
      stretched = true;
      nextLook = now.nanos();
    }
    if (now.nanos() >= nextLook) {
      nextLook = now.nanos() + LOOK_NANOS;
      for (int cell = 0; cell < calibrations.size(); cell++) {
        look(now, cell, faults, say);
      }
    }
  }

  private void look(Moment now, int cell, Faults faults, Consumer<Fact> say) {
    String device = calibrations.device(cell);
    boolean stands = faults.isOpen(device, Calibrations.DRIFTING);
    Trouble trouble = calibrations.drifting(cell, stands);
    if (trouble != null) {
      faults.failed(now, trouble, say);
    } else if (stands) {
      faults.ended(now, device, Calibrations.DRIFTING, 1, say);
    }
  }

  /** Writes down what was seen of drift, in the company of telemetry and once a stretch at most. */
  void saveDrifted(Effects out) {
    if (stretched) {
      stretched = false;
      save(out);
    }
  }

  /** Writes calibrations and drifts down. */
  void save(Effects out) {
    out.add(new Effect.SaveState(STATE, calibrations.state()));
  }
}
