package io.shelfkeeper.simulator.pins;

/** A pin that programs take, drive and look at. */
final class LinePin implements Pin {
  /** What the pin itself pulls to. */
  enum Bias {
    AS_IS,
    UP,
    DOWN
  }

  private enum Use {
    FREE,
    IN,
    OUT
  }

  private final String name;
  private Use use = Use.FREE;
  private String holder = "";
  private Bias bias = Bias.AS_IS;
  private boolean driven;
  private boolean seen;
  private long edges;

  LinePin(String name) {
    this.name = name;
  }

  void drive(String by, boolean high) {
    use = Use.OUT;
    holder = by;
    driven = high;
    bias = Bias.AS_IS;
  }

  void listen(String by, Bias pull) {
    use = Use.IN;
    holder = by;
    bias = pull;
  }

  void free() {
    use = Use.FREE;
    holder = "";
    bias = Bias.AS_IS;
  }

  /** Whoever held it is gone, and an output stays as it is. */
  void abandon() {
    holder = "";
  }

  boolean isOutputOf(String whom) {
    return use == Use.OUT && holder.equals(whom);
  }

  boolean isInputOf(String whom) {
    return use == Use.IN && holder.equals(whom);
  }

  /** Counts edges from now on. */
  void beginCounting() {
    edges = 0;
  }

  long edges() {
    return edges;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String use() {
    return switch (use) {
      case FREE -> "free";
      case IN -> "in";
      case OUT -> "out";
    };
  }

  @Override
  public String holder() {
    return holder;
  }

  @Override
  public boolean isDriven() {
    return use == Use.OUT;
  }

  @Override
  public boolean driven(long nanos) {
    return driven;
  }

  @Override
  public long until() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean pulled(boolean otherwise) {
    return switch (bias) {
      case AS_IS -> otherwise;
      case UP -> true;
      case DOWN -> false;
    };
  }

  @Override
  public void see(boolean high) {
    edges += high == seen ? 0 : 1;
    seen = high;
  }
}
