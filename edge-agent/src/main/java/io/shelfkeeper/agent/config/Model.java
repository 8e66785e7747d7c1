package io.shelfkeeper.agent.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The device models that a site file may name, with what has to be known of them to judge a wiring
 * plan. How they are talked to is the drivers' business.
 */
public enum Model {
  /**
   * Multi-drop RS-485 weight transmitter. For each sample its status (8 bytes there, 7 back) and
   * its weight (8 there, 9 back) are read in turn.
   */
  RS485_TRANSMITTER("rs485-transmitter", Kind.SCALE, 1, 247, 2, 32),

  /**
   * Lock board of the "8A / 80" protocol. It times its pulse itself, and nobody can change that.
   */
  LOCK_8A("lock-8a", Kind.LOCK_BOARD, 1, 32, 0, 0),

  /** Modbus relay with its own pulse timer. It counts a pulse in steps of 100 ms. */
  MODBUS_RELAY("modbus-relay", Kind.LOCK_BOARD, 1, 247, 0, 0);

  /** What a device is for. The two kinds never share a bus: a busy scale must not delay a lock. */
  public enum Kind {
    SCALE,
    LOCK_BOARD
  }

  private final String word;
  private final Kind kind;
  private final int addressMin;
  private final int addressMax;
  private final int exchangesPerSample;
  private final int bytesPerSample;

  Model(
      String word,
      Kind kind,
      int addressMin,
      int addressMax,
      int exchangesPerSample,
      int bytesPerSample) {
    this.word = word;
    this.kind = kind;
    this.addressMin = addressMin;
    this.addressMax = addressMax;
    this.exchangesPerSample = exchangesPerSample;
    this.bytesPerSample = bytesPerSample;
  }

  public static Optional<Model> of(String word) {
    return Arrays.stream(values()).filter(model -> model.word.equals(word)).findFirst();
  }

  /** The words of all models. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Model::word).toList();
  }

  /** The word of the site file. */
  public String word() {
    return word;
  }

  public Kind kind() {
    return kind;
  }

  public int addressMin() {
    return addressMin;
  }

  public int addressMax() {
    return addressMax;
  }

  /** Requests with their replies that one sample takes. */
  int exchangesPerSample() {
    return exchangesPerSample;
  }

  /** Bytes on the wire in both directions that one sample takes. */
  int bytesPerSample() {
    return bytesPerSample;
  }
}
