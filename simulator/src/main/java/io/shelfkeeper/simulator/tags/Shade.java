package io.shelfkeeper.simulator.tags;

/** What electronic paper looks like in the light of a shop; its white is none. */
public enum Shade {
  PAPER(0xE4E2D8),
  BLACK(0x24242A),
  RED(0xAE2A2E),
  YELLOW(0xD2AC22),
  DARK_GREY(0x63635F),
  LIGHT_GREY(0xA5A49C);

  private final int rgb;

  Shade(int rgb) {
    this.rgb = rgb;
  }

  int rgb() {
    return rgb;
  }
}
