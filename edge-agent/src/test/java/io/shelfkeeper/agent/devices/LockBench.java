package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Pulses;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.board8a.Board8aSetup;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bus with a relay board (address 1, locks 0 and 1) and an 8A board (address 2, locks 2 and 3)
 * behind a worker of ours. Locks 0 and 2 share a supply.
 */
final class LockBench implements Inputs {
  final LockLine line;
  final FarBoard.Relay relay;
  final FarBoard.Eight eight;
  final List<Input> posted = new ArrayList<>();
  final BusWorker worker;
  private int orders;

  LockBench() {
    this(new SharedSupplies());
  }

  LockBench(SharedSupplies supplies) {
    this(supplies, new LockLine(), new FarBoard.Relay(1), new FarBoard.Eight(2));
  }

  /** A new life of the agent on a line that is there already. */
  LockBench(SharedSupplies supplies, LockLine line, FarBoard.Relay relay, FarBoard.Eight eight) {
    this(supplies, line, relay, eight, null);
  }

  /** With signals beside the boards. */
  LockBench(SignalChannel signals) {
    this(
        new SharedSupplies(),
        new LockLine(),
        new FarBoard.Relay(1),
        new FarBoard.Eight(2),
        signals);
  }

  private LockBench(
      SharedSupplies supplies,
      LockLine line,
      FarBoard.Relay relay,
      FarBoard.Eight eight,
      @Nullable SignalChannel signals) {
    this.line = line;
    this.relay = relay;
    this.eight = eight;
    line.boards.clear();
    line.boards.addAll(List.of(relay, eight));
    BusSetup setup = new BusSetup("locks", line, List.of(), List.of(), boards(), null, signals);
    worker = new BusWorker(0, setup, line, this, () -> 7, supplies);
  }

  private static List<BoardChannel> boards() {
    BoardChannel relay =
        new BoardChannel(
            "relay",
            0,
            100 * LockLine.MILLI,
            (link, nanos) -> new ModbusRelayDriver(link, RtuTiming.at(9_600), 1, 8, nanos),
            List.of(
                new BoardChannel.Output(0, 1, 500, 600, false, "main"),
                new BoardChannel.Output(1, 2, 700, 800, false, "second")));
    BoardChannel eight =
        new BoardChannel(
            "eight",
            1,
            250 * LockLine.MILLI,
            (link, nanos) -> new Board8aDriver(link, new Board8aSetup(2, 8, true, false), nanos),
            List.of(
                new BoardChannel.Output(2, 1, 300, 1_500, true, "main"),
                new BoardChannel.Output(3, 2, 300, 1_500, true, "third")));
    return List.of(relay, eight);
  }

  @Override
  public void post(Input input) {
    posted.add(input);
  }

  @Override
  public boolean offer(Input input) {
    return posted.add(input);
  }

  void run(double seconds) {
    long end = line.now + (long) (seconds * 1e9);
    while (line.now < end) {
      worker.turn();
    }
  }

  /** Hands over an order, as the loop does. */
  String order(int lock) {
    String id = "order-" + orders++;
    worker.actuate(Pulses.of(id, lock));
    return id;
  }

  <T extends Input> List<T> all(Class<T> kind) {
    return posted.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What became of each order, in words. */
  List<String> answers() {
    return all(Input.Pulsed.class).stream()
        .map(pulsed -> pulsed.order() + " " + pulsed.answer())
        .toList();
  }

  List<LockLine.Sent> unlocks() {
    return line.sent.stream().filter(sent -> isUnlock(sent.bytes())).toList();
  }

  static boolean isUnlock(byte[] frame) {
    return frame.length == 5 && frame[0] == (byte) 0x8A
        || frame.length == 8 && frame[1] == 5 && frame[2] == 2;
  }

  static boolean isAllOff(byte[] frame) {
    return frame.length == 8 && frame[1] == 5 && frame[2] == 0 && frame[3] == (byte) 0xFF;
  }

  /** Address of the board that a frame is for. */
  static int address(byte[] frame) {
    return frame.length == 5 ? frame[1] : frame[0];
  }

  /** Runs on, and counts how often a board was asked or told something meanwhile. */
  long reads(int address, double seconds) {
    int before = line.sent.size();
    run(seconds);
    return line.sent.stream().skip(before).filter(sent -> address(sent.bytes()) == address).count();
  }
}
