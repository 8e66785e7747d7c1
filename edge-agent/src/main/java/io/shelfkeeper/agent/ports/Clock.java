package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.time.Moment;

/** The only source of time. */
public interface Clock {
  Moment now();
}
