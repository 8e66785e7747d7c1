package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.Contacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the contacts of a board see, by the names of the site file, and whether that is so.
 *
 * @param open ids of the doors that stand open, {@link Doctor#CASE} for the case of this device;
 *     null if nobody has said how doors stand
 */
record DoorWords(SiteFile site, @Nullable Set<String> open) {

  /** Of doors of which nobody has said how they stand. */
  DoorWords(SiteFile site) {
    this(site, null);
  }

  /**
   * A contact of the site file.
   *
   * @param name in words
   * @param door whose contact it is
   */
  private record Eye(String name, String door, SiteFile.Contact contact) {
    boolean saysShut(Contacts contacts) {
      return contacts.isClosed(contact.input()) == contact.closedWhenShut();
    }

    String words(Contacts contacts) {
      return name + (saysShut(contacts) ? " shut" : " open");
    }
  }

  /** Such as {@code lock-c1 shut, lock-c2 open}. */
  String of(SiteFile.Device board, Contacts contacts) {
    List<Eye> eyes = eyes(board);
    return eyes.isEmpty()
        ? "no contact is used"
        : eyes.stream().map(eye -> eye.words(contacts)).collect(Collectors.joining(", "));
  }

  /**
   * The same as a verdict: good, unless a contact contradicts what is known of its door.
   *
   * @param board what it is, in a few words
   */
  DeviceLook.Found found(String board, SiteFile.Device device, Contacts contacts) {
    String text = board + "; " + of(device, contacts);
    List<Eye> saysOpen = new ArrayList<>();
    List<Eye> saysShut = new ArrayList<>();
    for (Eye eye : eyes(device)) {
      boolean shut = eye.saysShut(contacts);
      if (open != null && shut == open.contains(eye.door)) {
        (shut ? saysShut : saysOpen).add(eye);
      }
    }
    return saysOpen.isEmpty() && saysShut.isEmpty()
        ? new DeviceLook.Found(text, Verdict.GOOD, "")
        : new DeviceLook.Found(text, Verdict.WRONG_CONTACT, advice(saysOpen, saysShut));
  }

  private static String advice(List<Eye> saysOpen, List<Eye> saysShut) {
    if (saysShut.isEmpty()) {
      return "%s: said open and is shut. Its wire is cut or at another terminal; if it says shut while open, turn its \"shut:\" round."
          .formatted(names(saysOpen));
    }
    if (saysOpen.isEmpty()) {
      return "%s: said shut and is open. Its wire is at another terminal, perhaps that of a coil, or shorted; if it says open while shut, turn its \"shut:\" round."
          .formatted(names(saysShut));
    }
    return "%s: said open and is shut; %s: said shut and is open. Their contacts have changed places: exchange them in the site file, or their wires."
        .formatted(names(saysOpen), names(saysShut));
  }

  private static String names(List<Eye> eyes) {
    return eyes.stream().map(Eye::name).collect(Collectors.joining(", "));
  }

  private List<Eye> eyes(SiteFile.Device board) {
    List<Eye> eyes = new ArrayList<>();
    for (SiteFile.Lock lock : site.locks().all()) {
      add(lock.id(), door(lock), lock.feedback(), board, eyes);
    }
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        add("contact of " + door.id(), door.id(), door.contact(), board, eyes);
      }
    }
    add("case", Doctor.CASE, site.locks().caseSwitch(), board, eyes);
    return eyes;
  }

  /** The door that a lock holds, empty if none. */
  private String door(SiteFile.Lock lock) {
    return site.fixtures().stream()
        .flatMap(fixture -> fixture.doors().stream())
        .filter(door -> door.lock().equals(lock.id()))
        .map(SiteFile.Door::id)
        .findFirst()
        .orElse("");
  }

  private static void add(
      String name,
      String door,
      SiteFile.@Nullable Contact contact,
      SiteFile.Device board,
      List<Eye> eyes) {
    if (contact != null && contact.board().equals(board.id())) {
      eyes.add(new Eye(name, door, contact));
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
