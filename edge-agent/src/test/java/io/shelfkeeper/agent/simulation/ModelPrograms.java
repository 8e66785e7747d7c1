package io.shelfkeeper.agent.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.NoteReplies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other programs of the device, one connection for each class. They never send an event again, so
 * one that was answered must arrive once, and one that was not answered at most once.
 */
final class ModelPrograms implements NoteReplies {
  private static final long TELEMETRY_MILLIS = 1_000;

  private final Map<Long, List<String>> sent = new HashMap<>();
  private final Map<String, String> idOf = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private final Chance chance;
  private long connections;
  private long numbers;
  private @Nullable Inputs inputs;

  ModelPrograms(Chance chance) {
    this.chance = chance;
  }

  /** A new process listens, or none: all connections end. */
  void listen(@Nullable Inputs to) {
    inputs = to;
    connections += NoteClass.values().length;
  }

  /** One of them has something to tell. */
  void note() {
    if (inputs != null) {
      note(inputs, NoteClass.values()[chance.between(0, 2)], chance.between(1, 5));
    }
  }

  /** One of them has much to tell at once. */
  void chatter() {
    if (inputs != null) {
      note(inputs, NoteClass.TELEMETRY, chance.between(20, 120));
    }
  }

  private void note(Inputs to, NoteClass kind, int count) {
    long connection = connections + kind.ordinal();
    List<byte[]> lines = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      String line = "{\"seq\":" + ++numbers + "}";
      sent.computeIfAbsent(connection, number -> new ArrayList<>()).add(line);
      lines.add(line.getBytes(UTF_8));
    }
    long wait = kind == NoteClass.TELEMETRY ? TELEMETRY_MILLIS : 0;
    to.post(new Input.Noted(connection, kind, "", lines, numbers, wait));
  }

  /** An event is about to be written. */
  void written(Effect.Append row) {
    if (row.fact() instanceof Fact.ExternalNoted noted) {
      String before = idOf.put(new String(noted.json(), UTF_8), row.id());
      Broken.unless(before == null, "a note was written twice, as %s and %s", before, row.id());
    }
  }

  @Override
  public void answer(long connection, long upTo) {
    for (String line : sent.getOrDefault(connection, List.of())) {
      if (Long.parseLong(line.substring(7, line.length() - 1)) <= upTo) {
        Broken.unless(idOf.containsKey(line), "%s was answered and is not written", line);
        answered.add(idOf.get(line));
      }
    }
  }

  /** Ids of events whose program was told that they are safe. */
  Set<String> answered() {
    return answered;
  }
}
