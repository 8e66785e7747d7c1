package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.List;

/** A compartment that opens for one person at a time: its door, and the lock that holds it. */
record Locker(String door, String lock) {

  /** All of a site; empty for a site without compartments. */
  static List<Locker> of(SiteFile site) {
    return site.fixtures().stream()
        .filter(fixture -> !fixture.compartments().isEmpty())
        .flatMap(fixture -> fixture.doors().stream())
        .map(door -> new Locker(door.id(), door.lock()))
        .toList();
  }
}
