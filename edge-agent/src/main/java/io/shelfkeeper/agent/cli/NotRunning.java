package io.shelfkeeper.agent.cli;

import java.io.IOException;

/** Nobody answered at the status socket. */
final class NotRunning extends IOException {
  private static final long serialVersionUID = 1L;

  NotRunning(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
