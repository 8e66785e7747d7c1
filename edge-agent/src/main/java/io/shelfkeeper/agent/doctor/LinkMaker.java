package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.link.ByteLink;

/** Makes links that are not open yet. */
public interface LinkMaker {
  ByteLink link(SiteFile.Link link);
}
