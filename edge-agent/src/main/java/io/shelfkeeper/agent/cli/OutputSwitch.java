package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.List;

/** Switches the outputs of the machine's own pins off, without the agent. */
public interface OutputSwitch {
  /**
   * Makes every output inactive that can be had.
   *
   * @return a line for each that could not, with what to check
   */
  List<String> off(SiteFile site);
}
