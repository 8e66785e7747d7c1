package io.shelfkeeper.agent.core.time;

/** How far the wall clock of a {@link Moment} may be believed. Durations never depend on it. */
public enum ClockTrust {
  /** Nothing is known: a board without a battery clock, just booted. The wall part is a label. */
  UNKNOWN,
  /** True time is this or later: the newest of build time, saved time and signed times seen. */
  LOWER_BOUND,
  /** The system says that its clock is synchronised. */
  TRUSTED
}
