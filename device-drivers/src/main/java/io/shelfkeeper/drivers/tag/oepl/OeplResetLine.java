package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.DeviceFault;

/** The wire to the reset pin (EN) of a node. There is no working reset by command. */
public interface OeplResetLine {
  /**
   * @param held true keeps the node in reset, false lets it start
   */
  void hold(boolean held) throws DeviceFault;
}
