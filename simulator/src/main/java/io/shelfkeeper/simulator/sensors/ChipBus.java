package io.shelfkeeper.simulator.sensors;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.LineEar;
import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bus of chips behind a wire of requests and answers, as the page of {@code drivers.link.far} has
 * it.
 */
public final class ChipBus implements FarEnd {
  private static final Pattern HELLO = Pattern.compile("hello i2c 1 \\S+");
  private static final Pattern TRANSFER =
      Pattern.compile("transfer ([0-9a-f]{2}) (-|(?:[0-9a-f]{2}){1,32}) ([0-9]|[1-5][0-9]|6[0-4])");

  private final String bus;
  private final List<Chip> chips;
  private final Troubles troubles;
  private final LineEar ear = new LineEar();

  // for one connection
  private boolean isWelcome;

  /**
   * @param bus id in the site file
   */
  public ChipBus(String bus, List<Chip> chips, Troubles troubles) {
    this.bus = bus;
    this.chips = List.copyOf(chips);
    this.troubles = troubles;
  }

  @Override
  public List<Sending> hear(byte[] bytes, int hostBaud, long nanos) {
    List<Sending> answers = new ArrayList<>();
    for (String line : ear.lines(bytes)) {
      byte[] answer = (answer(line, nanos) + "\n").getBytes(StandardCharsets.US_ASCII);
      answers.add(new Sending(answer, nanos, 0));
    }
    return answers;
  }

  public List<Chip> chips() {
    return chips;
  }

  private String answer(String line, long nanos) {
    if (HELLO.matcher(line).matches()) {
      isWelcome = !troubles.on(bus, Trouble.DENIED, nanos);
      return isWelcome ? "ok" : "error denied i2c";
    }
    Matcher transfer = TRANSFER.matcher(line);
    if (!isWelcome || !transfer.matches()) {
      return "error unknown";
    }
    int address = Integer.parseInt(transfer.group(1), 16);
    return chips.stream()
        .filter(chip -> chip.address() == address && chip.answers(nanos))
        .findFirst()
        .map(chip -> transfer(chip, transfer.group(2), transfer.group(3), nanos))
        .orElse("error no-answer");
  }

  private static String transfer(Chip chip, String out, String count, long nanos) {
    if (!out.equals("-")) {
      chip.write(HexFormat.of().parseHex(out), nanos);
    }
    byte[] in = chip.read(Integer.parseInt(count), nanos);
    return "ok " + (in.length == 0 ? "-" : HexFormat.of().formatHex(in));
  }

  @Override
  public List<Sending> idle(int hostBaud, long nanos) {
    return List.of();
  }

  @Override
  public void hungUp(long nanos) {
    ear.clear();
    isWelcome = false;
  }

  @Override
  public long wakeNanos() {
    return Long.MAX_VALUE;
  }
}
