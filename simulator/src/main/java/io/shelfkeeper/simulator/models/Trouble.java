package io.shelfkeeper.simulator.models;

import java.util.Locale;

/** What can be made wrong on purpose, and what it stands for in a real shop. */
public enum Trouble {
  SILENT(Scope.DEVICE, "does not answer: dead, no supply, cable off"),
  LATE(Scope.DEVICE, "answers --amount milliseconds late (700), when nobody waits any more"),
  CRC(Scope.DEVICE, "answers with a wrong checksum"),
  CRC_SWAPPED(Scope.DEVICE, "answers with the two checksum bytes in the wrong order"),
  EXTRA_BYTE(Scope.DEVICE, "answers with one byte too many"),
  EXCEPTION(Scope.DEVICE, "declines everything: illegal address (02)"),
  BUSY(Scope.DEVICE, "declines everything: busy (06)"),
  WRONG_ADDRESS(Scope.DEVICE, "answers in the name of the next address"),
  TWIN(Scope.DEVICE, "a second device has the same address"),
  STRAY(Scope.DEVICE, "sends stray bytes before each answer"),
  WRONG_BAUD(Scope.DEVICE, "is set to another rate, hears and says nothing that makes sense"),
  BIT_SHIFT(Scope.DEVICE, "understands, but answers at half the rate"),
  POWER_CYCLE(Scope.DEVICE, "loses its supply for a moment: locked again, tare lost"),
  SINGLE_VALUES(Scope.DEVICE, "refuses to read several values at once (02)"),
  FROZEN(Scope.DEVICE, "says the same weight for ever"),
  SATURATED(Scope.DEVICE, "its converter is at the end of its range: cell wire broken"),
  OVERLOAD(Scope.DEVICE, "somebody sits on it: --amount grams more (25000)"),
  LIFTED(Scope.DEVICE, "its platform is held up: below zero by --amount grams (150)"),
  DRIFT(Scope.DEVICE, "wanders off by --amount grams per minute (30)"),
  SPIKE(Scope.DEVICE, "one reading is off by --amount grams (5000)"),
  REVERSED(Scope.DEVICE, "two wires of its cell are swapped: more load is less"),
  OTHER_CHIP(Scope.DEVICE, "I2C: another chip answers at its address"),
  WRONG_UNIT(Scope.DEVICE, "is set up to weigh in another unit than grams"),
  WRONG_LOCK(Scope.DEVICE, "lock board: answers for the next lock"),
  WRONG_LEVEL(Scope.DEVICE, "lock board: says of one lock the opposite of its contact"),
  WRONG_BITS(Scope.DEVICE, "lock board: says of all locks the opposite of their contacts"),
  WRONG_ORDER(Scope.DEVICE, "lock board: sends the bytes for all locks in the other order"),
  STATUS_BYTES(Scope.DEVICE, "lock board: sends --amount bytes for all locks (4)"),
  BROWN_OUT(
      Scope.DEVICE,
      "too weak a supply: a pulse of a lock board ends early, then it is silent for --amount ms"
          + " (2000); a probe says 85 degrees; an NAU7802 cannot calibrate"),
  LINE_BAUD(Scope.BUS, "all devices of the line are set to another rate"),
  UNPLUGGED(Scope.BUS, "the adapter is pulled out of the computer"),
  GARBAGE(Scope.BUS, "something talks on the line without being asked"),
  NOISE(Scope.BUS, "bytes flip, drop or double with probability --amount (0.01), both ways"),
  ECHO(Scope.BUS, "the adapter gives back what is sent"),
  SPLIT(Scope.BUS, "answers arrive in pieces with pauses"),
  KEEPS(Scope.BUS, "pins: the machine keeps outputs as they are when the agent dies"),
  DENIED(Scope.BUS, "pins, I2C: the agent's user is not in the group that may use them"),
  HELD(Scope.LINE, "another program holds it"),
  ABSENT(Scope.LINE, "the machine has no such line or LED"),
  NO_TRIGGER(Scope.LINE, "the kernel of this LED has no trigger oneshot"),
  CUT(Scope.LINE, "the wire of its contact is broken"),
  INVERTED(Scope.LINE, "its contact is closed when it should be open, and open when closed"),
  SWAPPED(Scope.LINE, "its wire and that of the next line have changed places");

  /** What is made wrong: one device, the wire with all on it, or one line of a machine's pins. */
  public enum Scope {
    DEVICE,
    BUS,
    LINE
  }

  private final Scope scope;
  private final String meaning;

  Trouble(Scope scope, String meaning) {
    this.scope = scope;
    this.meaning = meaning;
  }

  public Scope scope() {
    return scope;
  }

  /** One line for people. */
  public String meaning() {
    return meaning;
  }

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Troubles that happen once and are over. */
  public boolean momentary() {
    return this == POWER_CYCLE || this == SPIKE;
  }
}
