package io.shelfkeeper.drivers.link.far;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.I2cLink;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A bus of chips that another program plays. Itself a wire that carries no bytes of anybody, as a
 * bus of this machine is.
 */
public final class FarChips implements BytelessLink, I2cLink {
  private static final int OUT_MAX = 32;
  private static final int IN_MAX = 64;

  private final FarTalk talk;

  /**
   * @param wire to whoever plays them
   * @param nanos monotonic time
   */
  public FarChips(ByteLink wire, LongSupplier nanos) {
    talk = new FarTalk(wire, nanos);
  }

  @Override
  public void open() throws DeviceFault {
    if (!talk.isOpen()) {
      talk.open("i2c", List.of(""));
    }
  }

  @Override
  public void transfer(int address, byte[] out, byte[] in) throws DeviceFault {
    if (address < 0x08 || address > 0x77 || out.length > OUT_MAX || in.length > IN_MAX) {
      throw new IllegalArgumentException(
          "I2C address %d, %d and %d bytes".formatted(address, out.length, in.length));
    }
    FarTalk.Answer answer = talk.ask("transfer %02x %s %d".formatted(address, hex(out), in.length));
    if (!answer.isOk()) {
      throw declined(address, answer);
    }
    byte[] bytes = bytes(answer.word(0));
    if (bytes.length != in.length) {
      talk.close();
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          "%s gave %d bytes for %d".formatted(talk.where(), bytes.length, in.length),
          "Check that the program behind this port is a simulator of this version.");
    }
    System.arraycopy(bytes, 0, in, 0, in.length);
  }

  private DeviceFault declined(int address, FarTalk.Answer answer) {
    String chip = "The chip at 0x%02x on %s".formatted(address, where());
    return answer.word(0).equals("no-answer")
        ? new DeviceFault(
            FaultKind.NO_ANSWER,
            chip + " does not answer",
            "Check its supply, SDA and SCL, and its address with i2cdetect.")
        : new DeviceFault(
            FaultKind.LINK_DOWN,
            chip + " cannot be reached (" + answer.text() + ")",
            "Start the simulator and the agent anew.");
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
  }

  /** What is no number of whole bytes is none. */
  private static byte[] bytes(String hex) {
    return hex.matches("([0-9a-f]{2})+") ? HexFormat.of().parseHex(hex) : new byte[0];
  }

  @Override
  public void close() {
    talk.close();
  }

  @Override
  public String where() {
    return "the played chips at " + talk.where();
  }
}
