package io.shelfkeeper.drivers.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import org.junit.jupiter.api.Test;

class BridgeCellTest {
  /** 2 mV for each volt, amplified 128 times: 0.256 V of the half volt that is measured. */
  private static final BridgeCell CELL = new BridgeCell(10_000, 2, 128);

  @Test
  void capacityIsTheShareOfTheRangeThatIsPrintedOnTheCell() {
    int code = (int) Math.round(0.512 * 0x80_0000);
    assertEquals(10_000, CELL.reading(code).grams(), 0.01);
    assertEquals(-10_000, CELL.reading(-code).grams(), 0.01);
    assertEquals(0, CELL.reading(0).grams());
  }

  /** Full scale of a data sheet: +-20 mV at 5 V, amplified 128 times. */
  @Test
  void bridgeThatNeedsTheWholeRangeSaturatesAtItsCapacity() {
    BridgeCell strong = new BridgeCell(5_000, 500.0 / 128, 128);
    assertEquals(5_000, strong.gramsPerStep() * 0x80_0000, 1e-9);
  }

  @Test
  void halfTheGainIsTwiceTheGrams() {
    BridgeCell half = new BridgeCell(10_000, 2, 64);
    assertEquals(2 * CELL.reading(100_000).grams(), half.reading(100_000).grams(), 1e-9);
  }

  @Test
  void whatTheCellCannotBearIsNoWeight() {
    int capacity = (int) (0.512 * 0x80_0000);
    assertEquals(Condition.STABLE, CELL.reading(capacity * 3 / 2).condition());
    assertEquals(Condition.OVERLOAD, CELL.reading(capacity * 3 / 2 + 100).condition());
    assertEquals(Condition.STABLE, CELL.reading(-capacity * 3 / 2).condition());
    assertEquals(Condition.UNDERLOAD, CELL.reading(-capacity * 3 / 2 - 100).condition());
  }

  @Test
  void lastStepIsNeverAWeight() {
    BridgeCell weak = new BridgeCell(10_000, 3, 128);
    assertEquals(Condition.STABLE, weak.reading(BridgeCell.HIGHEST - 1).condition());
    assertEquals(Condition.OVERLOAD, weak.reading(BridgeCell.HIGHEST).condition());
    assertEquals(Condition.STABLE, weak.reading(BridgeCell.LOWEST + 1).condition());
    assertEquals(Condition.UNDERLOAD, weak.reading(BridgeCell.LOWEST).condition());
  }
}
