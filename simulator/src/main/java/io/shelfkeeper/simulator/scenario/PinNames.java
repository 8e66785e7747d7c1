package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hangs at the inputs and outputs of a board of pins, in the words of the site file. */
record PinNames(SiteFile site, String board) {

  String input(int input) {
    List<String> names = new ArrayList<>();
    for (SiteFile.Lock lock : site.locks().all()) {
      add(names, lock.feedback(), input, "contact in " + lock.id());
    }
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        add(names, door.contact(), input, "contact at door " + door.id());
      }
    }
    add(names, site.locks().caseSwitch(), input, "switch in the case");
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private void add(List<String> names, SiteFile.@Nullable Contact contact, int input, String name) {
    if (contact != null && contact.board().equals(board) && contact.input() == input) {
      names.add(name);
    }
  }

  String output(int output) {
    return site.locks().all().stream()
        .filter(lock -> lock.board().equals(board) && lock.channel() == output)
        .map(lock -> "coil of " + lock.id())
        .findFirst()
        .orElse("nothing");
  }
}
