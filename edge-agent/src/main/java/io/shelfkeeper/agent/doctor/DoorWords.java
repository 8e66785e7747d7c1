package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.Contacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the contacts of a board see, by the names of the site file. */
record DoorWords(SiteFile site) {

  /** Such as {@code lock-c1 shut, lock-c2 open}. */
  String of(SiteFile.Device board, Contacts contacts) {
    List<String> words = new ArrayList<>();
    for (SiteFile.Lock lock : site.locks().all()) {
      add(lock.id(), lock.feedback(), board, contacts, words);
    }
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        add("contact of " + door.id(), door.contact(), board, contacts, words);
      }
    }
    add("case", site.locks().caseSwitch(), board, contacts, words);
    return words.isEmpty() ? "no contact is used" : String.join(", ", words);
  }

  private static void add(
      String name,
      SiteFile.@Nullable Contact contact,
      SiteFile.Device board,
      Contacts contacts,
      List<String> words) {
    if (contact != null && contact.board().equals(board.id())) {
      boolean shut = contacts.isClosed(contact.input()) == contact.closedWhenShut();
      words.add(name + (shut ? " shut" : " open"));
    }
  }

  /** The numbers of the bits that are set, from 1. */
  static String numbers(long bits) {
    String numbers =
        LongStream.rangeClosed(1, Long.SIZE)
            .filter(number -> (bits >>> number - 1 & 1) == 1)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" "));
    return numbers.isEmpty() ? "none" : numbers;
  }
}
