package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.DoorState;

/** Understands instructions about doors, and tells how they are. */
record DoorWords(Stage stage) {

  /** Carries out one of open, shut, force, jam, stick, tamper. */
  String direct(String verb, Words options, long nanos) throws CannotDo {
    return switch (verb) {
      case "jam" -> jam(options.only("door", "is"), nanos);
      case "stick" -> stick(options.only("door", "at"), nanos);
      case "tamper" -> tamper(options.only("is"), nanos);
      default -> hand(verb, options.only("door").needed("door"), nanos);
    };
  }

  private String hand(String verb, String door, long nanos) throws CannotDo {
    switch (verb) {
      case "open" -> stage.act((doors, now) -> doors.open(door, now), nanos);
      case "force" -> stage.act((doors, now) -> doors.force(door, now), nanos);
      default -> stage.act((doors, now) -> doors.shut(door, now), nanos);
    }
    return "door %s is %s".formatted(door, verb.equals("shut") ? "shut" : "open");
  }

  private String jam(Words options, long nanos) throws CannotDo {
    String door = options.needed("door");
    boolean on = isOn(options);
    stage.act((doors, now) -> doors.jam(door, on, now), nanos);
    return "the latch of door %s %s".formatted(door, on ? "is jammed" : "moves again");
  }

  private String stick(Words options, long nanos) throws CannotDo {
    String door = options.needed("door");
    String at = options.needed("at");
    Boolean asOpen =
        switch (at) {
          case "open" -> true;
          case "shut" -> false;
          case "free" -> null;
          default -> throw new CannotDo("A contact does not stick at " + at, "Say open or shut");
        };
    stage.act((doors, _) -> doors.stick(door, asOpen), nanos);
    return "the contact in the lock of door %s %s"
        .formatted(door, asOpen == null ? "says what is true" : "says " + at + " for ever");
  }

  private String tamper(Words options, long nanos) throws CannotDo {
    boolean on = isOn(options);
    stage.act((doors, _) -> doors.tamper(on), nanos);
    return "the case of the computer is " + (on ? "open" : "shut");
  }

  private static boolean isOn(Words options) throws CannotDo {
    String is = options.needed("is");
    if (!is.equals("on") && !is.equals("off")) {
      throw new CannotDo("--is " + is + " is neither on nor off", "Say one of them");
    }
    return is.equals("on");
  }

  /** One line for each door. */
  String list(long nanos) {
    StringBuilder text = new StringBuilder();
    for (DoorState door : stage.doors(nanos)) {
      String latch = door.open() ? "" : door.latched() ? ", locked" : ", not locked";
      text.append(
          "door %-5s %s%s%s%n"
              .formatted(
                  door.door(),
                  door.open() ? "open" : "shut",
                  latch,
                  door.jammed() ? "  (its latch is jammed)" : ""));
    }
    return text + (stage.caseOpen() ? "the case of the computer is open\n" : "");
  }
}
