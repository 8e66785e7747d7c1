package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who was allowed what, and what moved. Reads the wishes of each step and adds its entries to them,
 * so that nothing can be done past it and an entry is committed with the fact that it is about.
 * Never keeps anything from being done.
 */
public final class AuditLog {
  private static final String STATE = "audit";
  private static final int VERSION = 1;
  private static final int NAMES_MAX = 64;
  private static final int SENT_MAX = 1_024;
  private static final String DEVICE_KEY = "device key";

  private final AuditSetup setup;
  private final Recovered recovered;
  private final AuditChain chain;

  /** Checkpoints that wait for the backend, by the number of their row. */
  private final TreeMap<Long, AuditPoint> sent = new TreeMap<>();

  private AuditPoint acknowledged;

  // For this step.
  private int durables;
  private int deeds;

  public AuditLog(AuditSetup setup, Recovered recovered) {
    this.setup = setup;
    this.recovered = recovered;
    chain = new AuditChain(recovered.boot(), recovered.audit());
    acknowledged = recovered.audit().acknowledged();
  }

  /** What was wished before this is not of this step. */
  public void begin(Effects out) {
    durables = out.durables().size();
    deeds = out.deeds().size();
  }

  /**
   * Compares the configuration with that of the last start.
   *
   * @return the public key that this device had before, if it has another one now
   */
  public @Nullable String start(Moment now, Effects out) {
    follow(now, out);
    Map<String, String> before = remembered();
    Map<String, String> today = new TreeMap<>(setup.configuration());
    today.put(DEVICE_KEY, setup.key().publicKey());
    if (today.equals(before)) {
      return null;
    }
    for (Map.Entry<String, String> one : today.entrySet()) {
      String old = before.get(one.getKey());
      if (!one.getValue().equals(old)) {
        String detail = old == null ? one.getValue() : one.getValue() + " before " + old;
        add(new AuditLine(AuditKind.CONFIGURATION, one.getKey(), detail), now, out);
      }
    }
    StateWriter state = new StateWriter(VERSION).number(today.size());
    today.forEach((name, value) -> state.text(name).text(value));
    out.add(new Effect.SaveState(STATE, state.bytes()));
    String oldKey = before.get(DEVICE_KEY);
    return setup.key().publicKey().equals(oldKey) ? null : oldKey;
  }

  private Map<String, String> remembered() {
    Map<String, String> values = new TreeMap<>();
    byte[] bytes = recovered.states().get(STATE);
    if (bytes != null) {
      try {
        StateReader state = new StateReader(bytes, VERSION);
        for (int left = state.count(NAMES_MAX); left > 0; left--) {
          values.put(state.text(), state.text());
        }
      } catch (StateReader.Unreadable e) {
        values.clear(); // everything is then written anew, as on a new device
      }
    }
    return values;
  }

  /** A board said what became of a pulse. */
  public void pulsed(Moment now, Input.Pulsed pulsed, Effects out) {
    String answer =
        switch (pulsed.answer()) {
          case ANSWERED -> "made";
          case UNANSWERED -> "unanswered";
          case NOT_SENT -> "not_sent";
        };
    String detail = answer + " order/" + pulsed.order();
    follow(now, out);
    add(new AuditLine(AuditKind.MOVEMENT, lock(pulsed.lock()), detail), now, out);
  }

  /**
   * Adds the entries of this step, and a checkpoint if one is due.
   *
   * @param last whether the agent stops: what is there gets its checkpoint now
   */
  public void end(Moment now, Effects out, boolean last, Consumer<Fact> say) {
    follow(now, out);
    if (chain.isCheckpointDue(now) || last && chain.isUnchecked()) {
      say.accept(Checkpoints.sign(chain.end(), setup.key()));
      chain.checked();
      follow(now, out);
    }
  }

  private void follow(Moment now, Effects out) {
    int wished = out.durables().size();
    for (int i = durables; i < wished; i++) {
      add(line(out.durables().get(i)), now, out);
    }
    durables = out.durables().size();
    for (int i = deeds; i < out.deeds().size(); i++) {
      if (out.deeds().get(i) instanceof Effect.Actuate deed) {
        String detail = "pulse order/" + deed.actuation().order();
        add(new AuditLine(AuditKind.MOVEMENT, lock(deed.actuation().lock()), detail), now, out);
      }
    }
    durables = out.durables().size();
    deeds = out.deeds().size();
  }

  private @Nullable AuditLine line(Effect.Durable effect) {
    return switch (effect) {
      case Effect.Append e -> line(e);
      case Effect.BurnOrder e ->
          new AuditLine(
              AuditKind.PERMIT, "order/" + e.order(), "burned " + e.digest() + " by " + e.issuer());
      case Effect.SaveState e -> null;
      case Effect.DropState e -> null;
      case Effect.RaiseFloor e -> null; // its fact is told in the same step
      case Effect.Release e -> released(e);
      case Effect.Park e -> null;
      case Effect.StartIncarnation e -> {
        // Numbers mean other rows now; what was on its way is known again after a restart.
        sent.clear();
        yield null;
      }
      case Effect.StoreMessage e -> null;
      case Effect.StoreOutcome e -> null; // its fact is told in the same step
      case Effect.AppendAudit e -> null;
    };
  }

  private @Nullable AuditLine line(Effect.Append e) {
    return switch (e.fact()) {
      case Fact.IncarnationStarted started -> count(started);
      case Fact.AuditCheckpoint point -> {
        sent.put(e.seq(), new AuditPoint(point.entries(), point.hash()));
        if (sent.size() > SENT_MAX) {
          sent.pollFirstEntry();
        }
        yield null;
      }
      default -> AuditWords.of(e.fact());
    };
  }

  private @Nullable AuditLine released(Effect.Release e) {
    if (e.lane() == Lane.FACT) {
      Map.Entry<Long, AuditPoint> newest = sent.floorEntry(e.upTo().seq());
      if (newest != null) {
        acknowledged = newest.getValue();
        sent.headMap(newest.getKey(), true).clear();
      }
    }
    return null;
  }

  /** Ties this part of the log to what the backend has of the one before. */
  private AuditLine count(Fact.IncarnationStarted started) {
    String after =
        acknowledged.entries() == 0
            ? " after nothing that the backend has"
            : " after " + acknowledged.entries() + " " + acknowledged.hash();
    return new AuditLine(AuditKind.CHAIN, "journal", started.cause() + after);
  }

  private void add(@Nullable AuditLine line, Moment now, Effects out) {
    if (line != null) {
      out.add(new Effect.AppendAudit(chain.append(line, now)));
    }
  }

  private String lock(int lock) {
    return lock < setup.locks().size() ? "lock/" + setup.locks().get(lock) : "lock/" + lock;
  }
}
