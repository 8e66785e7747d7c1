package io.shelfkeeper.simulator.sensors;

/** A chip on a bus of two wires. */
public interface Chip {
  /** Its id in the site file. */
  String id();

  /** 7 bits. */
  int address();

  /** What its converter makes of its bridge at this time. */
  int counts(long nanos);

  /** Whether it says that it is there. */
  boolean answers(long nanos);

  /** Takes the number of a register, and what is written from there on. */
  void write(byte[] bytes, long nanos);

  /** Gives what stands in the registers from the one that was named last. */
  byte[] read(int count, long nanos);
}
