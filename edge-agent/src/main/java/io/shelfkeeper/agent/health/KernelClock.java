package io.shelfkeeper.agent.health;

/** What the operating system says about time. */
interface KernelClock {
  long wallMillis();

  long nanos();

  /** Whether a time service left word in this boot that it has set the clock; cheap. */
  boolean synchronisedByFile();

  /** Whether the kernel counts its clock as disciplined. */
  boolean synchronised();
}
