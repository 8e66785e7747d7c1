package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Measured numbers on the wire: as many digits as they are worth, and {@code null} for what is not
 * a number. Never rounds a probability up to certainty.
 */
final class Numbers {
  private Numbers() {}

  /** A weight, to a tenth of a gram. */
  static void grams(JsonGenerator json, String name, double grams) throws IOException {
    write(json, name, Math.rint(grams * 10) / 10);
  }

  /** Degrees Celsius, to a hundredth: probes measure in sixteenths. */
  static void celsius(JsonGenerator json, String name, double celsius) throws IOException {
    write(json, name, Math.rint(celsius * 100) / 100);
  }

  /** Hours, to a tenth. */
  static void hours(JsonGenerator json, String name, double hours) throws IOException {
    write(json, name, Math.rint(hours * 10) / 10);
  }

  /** A factor near 1, to a hundred thousandth. */
  static void gain(JsonGenerator json, String name, double gain) throws IOException {
    write(json, name, Math.rint(gain * 100_000) / 100_000);
  }

  /** A standard deviation in packages, to a hundredth. */
  static void spread(JsonGenerator json, String name, double spread) throws IOException {
    write(json, name, Math.ceil(spread * 100) / 100);
  }

  /** A probability from 0 to 1, to a ten thousandth, rounded down. */
  static void share(JsonGenerator json, String name, double share) throws IOException {
    write(json, name, Math.floor(share * 10_000) / 10_000);
  }

  private static void write(JsonGenerator json, String name, double number) throws IOException {
    if (!Double.isFinite(number)) {
      json.writeNullField(name);
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      json.writeNumberField(name, (long) number);
    } else {
      json.writeNumberField(name, number);
    }
  }
}
