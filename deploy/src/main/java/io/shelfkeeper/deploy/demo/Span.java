package io.shelfkeeper.deploy.demo;

/** A time on the wall clock from when to when, such as one in which the agent was dead. */
public record Span(long fromMillis, long toMillis) {
  boolean holds(long atMillis) {
    return fromMillis <= atMillis && atMillis <= toMillis;
  }
}
