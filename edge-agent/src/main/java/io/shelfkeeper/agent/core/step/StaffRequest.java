package io.shelfkeeper.agent.core.step;

import java.util.List;

/** What a person who stands at the shelf tells or asks the agent. */
public sealed interface StaffRequest {

  /** A delivery is about to be put up. */
  record BeginRestock(List<Expected> expected) implements StaffRequest {
    public BeginRestock {
      expected = List.copyOf(expected);
    }
  }

  /**
   * @param sku the product, or empty where only one is planned in that bay
   * @param count packages that should come
   */
  record Expected(String bay, String sku, int count) {}

  /** The delivery is put up: compares. */
  record EndRestock() implements StaffRequest {}

  /**
   * Somebody has counted the packages of a product in a bay.
   *
   * @param sku the product, or empty where only one is planned there
   * @param count 0 to 10,000
   */
  record CountGoods(String bay, String sku, int count) implements StaffRequest {}

  /**
   * Steps of a calibration. A cell is held, weighed as the method wants, and then either one of the
   * {@code By…} ends it, or it is released as it was.
   */
  sealed interface Calibrate extends StaffRequest {
    /** The site file's id of the cell. */
    String cell();
  }

  /** A step of a calibration that has begun. */
  sealed interface InSession extends Calibrate {}

  /** Begins: its shelf is not asked for movements until the end. */
  record HoldCell(String cell) implements Calibrate {}

  /** Weighs what lies there now, as soon as it lies still. */
  record MarkCell(String cell) implements InSession {}

  /**
   * Marked were: as it is, with the weight added, without it again. Corrects the gain.
   *
   * @param grams of the weight, 200 or more
   */
  record ByReference(String cell, double grams) implements InSession {}

  /**
   * Marked were: as it is, empty, with the weight alone. Corrects the gain and tells the empty
   * weight.
   */
  record ByTwoPoints(String cell, double grams) implements InSession {}

  /** Marked was: as it is, with so many packages. Tells the empty weight. */
  record ByCount(String cell, String sku, int count) implements InSession {}

  /** Ends without a change. */
  record ReleaseCell(String cell) implements InSession {}

  /** The calibration before the last one is in force again. */
  record UndoCalibration(String cell) implements Calibrate {}

  /**
   * What a price tag shows, or showed.
   *
   * @param at by the clock of the shop, as {@code 2026-11-29T14:03}; empty for now
   */
  record AskTag(String tag, String at) implements StaffRequest {}

  /**
   * Somebody looks for a bay or compartment: its light goes on.
   *
   * @param seconds for so long, 1 to {@link #SECONDS_MAX}
   */
  record LightBay(String bay, int seconds) implements StaffRequest {
    /** Who has not found it in an hour asks again. */
    public static final int SECONDS_MAX = 3_600;
  }

  /** Somebody has heard the buzzers: they are silent until the next alarm. */
  record SilenceBuzzers() implements StaffRequest {}

  /** Asks which prices are in force, and which wait. */
  record ListPrices() implements StaffRequest {}

  /** Asks what all products weigh, by the site file and as learned. */
  record ListWeights() implements StaffRequest {}

  /** What was learned of the weight of this product was wrong. */
  record ForgetWeight(String sku) implements StaffRequest {}

  /** Asks for all calibrations and drifts. */
  record ListCalibrations() implements StaffRequest {}
}
