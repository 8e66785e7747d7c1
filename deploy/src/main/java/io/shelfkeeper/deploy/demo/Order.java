package io.shelfkeeper.deploy.demo;

/**
 * An order that the backend sent.
 *
 * @param kind {@code order}, {@code forge} or {@code late}, as the backend meant it
 */
public record Order(String id, String lock, String kind, long atMillis) {
  static final String GENUINE = "order";
  static final String FORGED = "forge";
  static final String LATE = "late";
}
