package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The air in the fridge, which is cold or is not. Tells what it does; judges nothing. */
final class AirStory {
  private static final String MEASURED = "io.shelfkeeper.temperature.measured.v1";
  private static final double COLD = 4.5;
  private static final double WARM = 9.5;

  private final LiveShop shop;
  private final String probe;
  private final Teller teller;
  private final Errands errands;
  private double celsius = WARM;
  private long sinceMillis;

  AirStory(LiveShop shop, List<SiteFile.Device> probes, Teller teller, Errands errands) {
    if (probes.isEmpty()) {
      throw new IllegalStateException("the demo's site file has no temperature probe");
    }
    this.shop = shop;
    this.probe = probes.getFirst().id();
    this.teller = teller;
    this.errands = errands;
  }

  /**
   * @param second a sixtieth of the round, in milliseconds
   */
  void plan(long start, long second) {
    errands.at(start + 3 * second, this::turn);
  }

  /** Cold in one round, warm in the next. */
  private void turn() {
    boolean cold = celsius == WARM;
    celsius = cold ? COLD : WARM;
    teller.tell(
        "The fridge %s: it is %s C there.".formatted(cold ? "has cooled" : "stands open", celsius));
    try {
      shop.simulator().tell("warm --probe " + probe + " --celsius " + celsius);
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not hear us", e);
    }
    sinceMillis = System.currentTimeMillis();
  }

  /** What came of it, by what the backend heard. */
  AirVerdict verdict(Ledger ledger) {
    return AirVerdict.of(probe, celsius, sinceMillis, ledger.taken(MEASURED));
  }
}
