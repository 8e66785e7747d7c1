package io.shelfkeeper.drivers.api;

/** A device or its wire misbehaves. Expected in every shop, therefore checked. */
public final class DeviceFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;
  private final String what;
  private final String check;

  /**
   * @param what what happened and where, a sentence that a technician understands
   * @param check what to look at next, a sentence
   */
  public DeviceFault(FaultKind kind, String what, String check) {
    super(what);
    this.kind = kind;
    this.what = what;
    this.check = check;
  }

  public FaultKind kind() {
    return kind;
  }

  public String what() {
    return what;
  }

  public String check() {
    return check;
  }

  /** Both, as sentences. */
  public String sentences() {
    return what + ". " + check;
  }
}
