package io.shelfkeeper.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * How long a bus is busy with a poll plan. Counts what cannot be avoided: the bytes at the baud
 * rate, the silence that ends each frame, and the time a device takes to answer.
 */
final class WireTime {
  /** Baud rates that serial ports of small computers and adapters have in common. */
  static final int[] BAUDS = {
    1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600
  };

  /** Above 19,200 baud Modbus fixes its 3.5 characters of silence at this. */
  private static final double SILENCE_SECONDS_MIN = 0.00175;

  /** A transmitter's own time before it answers; measured ones take 0.5 to 2 ms. */
  private static final double ANSWER_SECONDS = 0.001;

  /** The rest is for repeats after a garbled answer. */
  static final double SHARE_MAX = 0.9;

  private WireTime() {}

  /** Seconds of wire that one sample of a model takes. */
  static double secondsPerSample(Model model, SiteFile.Link.Serial line) {
    // Start bit, eight data bits, the stop bits, and the parity bit if there is one.
    double bits = 9 + line.stopBits() + (line.parity() == 'N' ? 0 : 1);
    double character = bits / line.baud();
    double silence = Math.max(3.5 * character, SILENCE_SECONDS_MIN);
    return model.bytesPerSample() * character
        + model.exchangesPerSample() * (silence + ANSWER_SECONDS);
  }

  /** Share of its time that a bus is busy with its devices; above 1 it cannot be done. */
  static double share(SiteFile.Link.Serial line, List<SiteFile.Device> devices) {
    double share = 0;
    for (SiteFile.Device device : devices) {
      Optional<Model> model = Model.of(device.model());
      if (model.isPresent() && !Double.isNaN(device.samplesPerSecond())) {
        share += device.samplesPerSecond() * secondsPerSample(model.get(), line);
      }
    }
    return share;
  }

  /** Seconds between two readings of a temperature probe. */
  static final double PROBE_SECONDS = 10;

  /** As above, of a folder of sensors. */
  static double folderShare(List<SiteFile.Device> devices) {
    double share = 0;
    for (SiteFile.Device device : devices) {
      Optional<Model> model = Model.of(device.model());
      if (model.isPresent() && !Double.isNaN(device.samplesPerSecond())) {
        double rate = device.samplesPerSecond();
        share +=
            model.get().readingSeconds(rate)
                * (model.get().kind() == Model.Kind.PROBE ? 1 / PROBE_SECONDS : rate);
      }
    }
    return share;
  }

  static boolean possible(int baud) {
    for (int known : BAUDS) {
      if (known == baud) {
        return true;
      }
    }
    return false;
  }
}
