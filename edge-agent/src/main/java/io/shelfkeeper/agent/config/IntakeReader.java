package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.facts.NoteClass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code intake}. Never lets a machine other than this one in. */
final class IntakeReader {
  private static final String SAMPLE =
      "\"unix:/run/shelfkeeper/intake.sock\" or \"tcp://127.0.0.1:7070\"";
  private static final int TELEMETRY_MILLIS_MIN = 10;
  private static final int TELEMETRY_MILLIS_MAX = 60_000;

  private final Problems problems;

  IntakeReader(Problems problems) {
    this.problems = problems;
  }

  /** The intake of a site file that has one, or null after a problem. */
  SiteFile.@Nullable Intake read(Section top) {
    Optional<Section> found = top.section("intake", "the intake");
    if (found.isEmpty()) {
      return null;
    }
    Section intake = found.get();
    Word listen = intake.text("listen");
    List<String> words = Arrays.stream(NoteClass.values()).map(NoteClass::word).toList();
    String word = intake.has("class") ? intake.oneOf("class", words) : NoteClass.FACT.word();
    NoteClass kind = Objects.requireNonNullElse(NoteClass.of(word), NoteClass.FACT);
    int telemetry = Setups.TELEMETRY_MILLIS;
    if (intake.has("telemetry_ms")) {
      OptionalInt given =
          intake.integer("telemetry_ms", TELEMETRY_MILLIS_MIN, TELEMETRY_MILLIS_MAX);
      telemetry = given.orElse(telemetry);
    }
    intake.end();
    if (listen.text().startsWith("unix:")) {
      String path = listen.text().substring("unix:".length());
      if (path.length() < 2 || !path.startsWith("/") || path.endsWith("/")) {
        return refuse(listen, "does not name the full path of a socket");
      }
      return new SiteFile.Intake(path, "", 0, kind, telemetry);
    }
    return tcp(listen, kind, telemetry);
  }

  private SiteFile.@Nullable Intake tcp(Word listen, NoteClass kind, int telemetry) {
    String scheme = "tcp://";
    if (!listen.text().startsWith(scheme)) {
      return refuse(listen, "is no place to listen at");
    }
    Matcher matcher = Links.HOST_PORT.matcher(listen.text().substring(scheme.length()));
    if (!matcher.matches()
        || matcher.group(2) == null
        || !Links.THIS_MACHINE.contains(matcher.group(1))) {
      return refuse(listen, "is not an address of this machine alone with a port");
    }
    int port = Links.whole(matcher.group(2));
    if (port < 1 || port > 65_535) {
      return refuse(listen, "has no port that there is");
    }
    String host = matcher.group(1).replace("[", "").replace("]", "");
    return new SiteFile.Intake("", host, port, kind, telemetry);
  }

  private SiteFile.@Nullable Intake refuse(Word listen, String what) {
    if (!listen.text().isEmpty()) {
      problems.add(listen.place(), listen.quoted() + " " + what, SAMPLE);
    }
    return null;
  }
}
