package io.shelfkeeper.agent.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a lane with telemetry of all kinds and drops what may go, in steps: {@code ShedWriter
 * FOLDER ROWS}. Prints {@code filled}, and after each step how many events were dropped so far.
 */
final class ShedWriter {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);
  private static final int COMMITTED = 400;

  private ShedWriter() {}

  public static void main(String[] arguments) {
    SqliteJournal journal =
        new SqliteJournal(
            Path.of(arguments[0]),
            new PlainPayloads(),
            Settings.MEASURED.withBudget(0),
            new Migrations(Schema.STEPS, statement -> {}));
    journal.open();
    journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
    List<Effect.Durable> rows = new ArrayList<>();
    long last = Long.parseLong(arguments[1]);
    for (long seq = 1; seq <= last; seq++) {
      rows.add(new Effect.Append(Lane.TELEMETRY, seq, "t" + seq, 1, AT, fact(seq)));
      if (rows.size() == COMMITTED || seq == last) {
        journal.commit(rows);
        rows.clear();
      }
    }
    System.out.println("filled");
    long dropped = 0;
    while (!journal.lacksRoom()) {} // not looked at each time
    for (int idle = 0; idle < 6; idle++) {
      journal.shed();
      long events = journal.takeDropped().events();
      idle = events > 0 ? 0 : idle;
      dropped += events;
      System.out.println(dropped);
    }
    Runtime.getRuntime().halt(0);
  }

  private static Fact fact(long seq) {
    byte[] json = ("{\"seq\":" + seq + " ".repeat(90) + "}").getBytes(US_ASCII);
    return switch ((int) (seq / 3 % 3)) {
      case 0 -> new Fact.BayMeasured("A" + seq % 5, 1, 1, List.of());
      case 1 -> new Fact.ExternalNoted(NoteClass.TELEMETRY, "camera", json);
      default -> PlainPayloads.FACT; // never dropped
    };
  }
}
