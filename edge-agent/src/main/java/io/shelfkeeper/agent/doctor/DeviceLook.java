package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;

/** How devices of one model are looked at. Only reads. */
interface DeviceLook {
  /**
   * What was found at a place of the site file.
   *
   * @param text what answered, in a few words
   * @param advice what to do, a sentence; empty if nothing
   */
  record Found(String text, Verdict verdict, String advice) {}

  /** Looks at a device of the site file. */
  Found look(ByteLink link, SiteFile.Device device) throws DeviceFault;

  /**
   * Asks whoever is at an address, once.
   *
   * @return what it says it is, in a few words
   */
  String identity(ByteLink link, int address) throws DeviceFault;

  /** Highest address that this model can have. */
  int addressMax();
}
