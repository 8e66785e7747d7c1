package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;

/** Switches the outputs of the machine's own pins off, without the agent. */
public interface OutputSwitch {
  /**
   * Makes every output inactive that can be had.
   *
   * @return how many outputs the site file has
   * @throws DeviceFault if one of them could not be had; the others are inactive
   */
  int off(SiteFile site) throws DeviceFault;
}
