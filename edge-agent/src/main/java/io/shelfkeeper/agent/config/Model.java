package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.drivers.tag.oepl.OeplTagType;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareDriver;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  /** Bridge converter on I2C, at the one address it has. */
  NAU7802("nau7802", Kind.SCALE, 0, 0, 0, 0),

  /** Bridge converter behind files of the kernel. */
  HX711("hx711", Kind.SCALE, 0, 0, 0, 0),

  /** Temperature probe behind files of the kernel. */
  DS18B20("ds18b20", Kind.PROBE, 0, 0, 0, 0),

  /**
   * Lock board of the "8A / 80" protocol. It times its pulse itself, and nobody can change that.
   */
  LOCK_8A("lock-8a", Kind.LOCK_BOARD, 1, 32, 0, 0),

  /** Modbus relay with its own pulse timer. It counts a pulse in steps of 100 ms. */
  MODBUS_RELAY("modbus-relay", Kind.LOCK_BOARD, 1, 247, 0, 0),

  /** The machine's own pins: inputs and outputs that are lines of its chips. */
  PIN_BOARD("pin-board", Kind.LOCK_BOARD, 0, 0, 0, 0),

  /** Lamps, lights and buzzers on lines of the machine's own chips. */
  PIN_SIGNALS("pin-signals", Kind.SIGNALS, 0, 0, 0, 0),

  /** OpenEPaperLink radio node: one on a wire, which carries nothing else, for many price tags. */
  OEPL_NODE("oepl-node", Kind.STATION, 0, 0, 0, 0),

  /** Waveshare 4.3 inch e-paper: one price tag on a wire of its own. */
  WAVESHARE_43("waveshare-43", Kind.STATION, 0, 0, 0, 0);

  /**
   * What a device is for. Kinds never share a bus, because a busy scale must not delay a lock; but
   * signals are not busy, and go with lock boards.
   */
  public enum Kind {
    SCALE,
    /** Measures a temperature. */
    PROBE,
    LOCK_BOARD,
    /** Plays lamps, lights and buzzers. */
    SIGNALS,
    /** Serves price tags; has its bus for itself. */
    STATION
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

  /** The words of all models of a kind. */
  public static List<String> words(Kind kind) {
    return Arrays.stream(values()).filter(model -> model.kind == kind).map(Model::word).toList();
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

  /** What kind of bus it hangs on. */
  Medium medium() {
    return switch (this) {
      case PIN_BOARD, PIN_SIGNALS -> Medium.PINS;
      case NAU7802 -> Medium.I2C;
      case HX711, DS18B20 -> Medium.FOLDER;
      case RS485_TRANSMITTER, LOCK_8A, MODBUS_RELAY, OEPL_NODE, WAVESHARE_43 -> Medium.WIRE;
    };
  }

  /** The address that all of its kind have, 0 if they have none or another one each. */
  int fixedAddress() {
    return this == NAU7802 ? 0x2A : 0;
  }

  /** Factors by which it can amplify a bridge; empty if it does not show its bridge. */
  List<Integer> gains() {
    return switch (this) {
      case NAU7802 -> List.of(1, 2, 4, 8, 16, 32, 64, 128);
      case HX711 -> List.of(32, 64, 128);
      default -> List.of();
    };
  }

  /** How often it can be asked at most, a second. */
  double samplesPerSecondMax() {
    return this == HX711 ? 80 : 320;
  }

  /** How long its folder keeps a bus busy for one reading, seconds; 0 if it is no folder. */
  double readingSeconds(double samplesPerSecond) {
    return switch (this) {
      // It converts ten times a second, or 80 times with its pin RATE high; the kernel waits.
      case HX711 -> samplesPerSecond > 10 ? 1 / 80.0 : 1 / 10.0;
      case DS18B20 -> 0.8;
      default -> 0;
    };
  }

  /** The only speed at which a serial line reaches it, 0 if it has no such. */
  int baud() {
    return switch (this) {
      case OEPL_NODE, WAVESHARE_43 -> 115_200;
      default -> 0;
    };
  }

  /** Whether both may be on one bus. */
  boolean goesWith(Model other) {
    return kind == other.kind
        ? kind == Kind.SCALE || kind == Kind.PROBE || kind == Kind.LOCK_BOARD
        : medium() == Medium.PINS && other.medium() == Medium.PINS;
  }

  /** Whether it serves many tags; otherwise it is one itself. */
  boolean servesMany() {
    return this == OEPL_NODE;
  }

  /** The types of tags that it serves. */
  List<String> tagModels() {
    return switch (this) {
      case OEPL_NODE -> OeplTagType.all().stream().map(OeplTagType::model).toList();
      case WAVESHARE_43 -> List.of(WaveshareDriver.MODEL);
      default -> List.of();
    };
  }

  /** The glass of a type of tag that it serves, such as {@code 33}; empty if it serves no such. */
  public Optional<Glass> glass(String tagModel) {
    return switch (this) {
      case OEPL_NODE ->
          Optional.ofNullable(OeplTagType.of(tagModel))
              .map(type -> new Glass(type.width(), type.height(), type.inks()));
      case WAVESHARE_43 ->
          tagModel.equals(WaveshareDriver.MODEL)
              ? Optional.of(new Glass(WaveshareDriver.WIDTH, WaveshareDriver.HEIGHT, 2))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A tag's name as this device reports it; empty if it cannot be the name of one of its tags. */
  String tagName(String written) {
    return switch (this) {
      case OEPL_NODE -> written.matches("[0-9A-Fa-f]{16}") ? written.toUpperCase(Locale.ROOT) : "";
      case WAVESHARE_43 -> written;
      default -> "";
    };
  }

  /** How its tags are named, for people. */
  String tagNameRule() {
    return switch (this) {
      case OEPL_NODE -> "the 16 hexadecimal digits on the back of the tag";
      case WAVESHARE_43 -> "any name";
      default -> "it has no tags";
    };
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
