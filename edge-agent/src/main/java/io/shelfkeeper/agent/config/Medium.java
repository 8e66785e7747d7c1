package io.shelfkeeper.agent.config;

/** What a bus is made of. A device hangs on one kind of bus only. */
enum Medium {
  WIRE("a wire", "a bus with a port"),
  PINS("made of pins", "a bus with \"link: pins\""),
  I2C("an I2C bus", "a bus with \"link: i2c:1\""),
  FOLDER("a folder of sensors", "a bus with \"link: folder:/sys/bus/...\"");

  private final String words;
  private final String instead;

  Medium(String words, String instead) {
    this.words = words;
    this.instead = instead;
  }

  static Medium of(SiteFile.Link link) {
    return switch (link) {
      case SiteFile.Link.Serial serial -> WIRE;
      case SiteFile.Link.Tcp tcp -> WIRE;
      case SiteFile.Link.Pins pins -> PINS;
      case SiteFile.Link.I2c i2c -> I2C;
      case SiteFile.Link.Folder folder -> FOLDER;
    };
  }

  /** A bus "is" this, in problems. */
  String words() {
    return words;
  }

  /** What a device of this medium needs instead of another bus. */
  String instead() {
    return instead;
  }
}
