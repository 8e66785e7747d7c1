package io.shelfkeeper.agent.core.step;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.api.TagJob;

/** What the core wishes. All {@link Durable} ones of a turn are one transaction; then the rest. */
public sealed interface Effect {

  /** Written to the journal before any {@link Deed} of the same turn is done. */
  sealed interface Durable extends Effect {}

  /** Done after the transaction of its turn has been committed. */
  sealed interface Deed extends Effect {}

  /** A new row at the end of its lane. */
  record Append(Lane lane, long seq, String id, long boot, Moment at, Fact fact)
      implements Durable {}

  /** Replaces a piece of the core's own state. */
  record SaveState(String key, byte[] value) implements Durable {}

  /** Forgets a piece of the core's own state; nothing if there is none. */
  record DropState(String key) implements Durable {}

  /**
   * Raises a number that never falls again, also when the journal is lost.
   *
   * @param name of lower-case letters, {@code _} and {@code /}, at most 64
   * @param value not negative; one below the present floor changes nothing
   */
  record RaiseFloor(String name, long value) implements Durable {}

  /** The backend has everything up to here: these rows may go, the mark stays. */
  record Release(Lane lane, Mark upTo) implements Durable {}

  /** The backend refuses this row for good: a copy of it is set aside for people. */
  record Park(Lane lane, long seq, String why) implements Durable {}

  /** Starts a new count. Rows that wait are renumbered from 1 in their order and keep their ids. */
  record StartIncarnation(String incarnation, Moment at) implements Durable {}

  /** An order or a document, kept as received. */
  record StoreMessage(Channel channel, Moment at, byte[] payload) implements Durable {}

  /**
   * This order is used from now on, whatever happens next. Committed before anything moves.
   *
   * @param order see {@link io.shelfkeeper.agent.core.facts.BurnedOrder}, as the others
   * @param issuer id of the key that signed it, for the audit log
   */
  record BurnOrder(String order, String digest, Moment at, long keepUntilMillis, String issuer)
      implements Durable {}

  /**
   * The one final outcome of a burned order, as the core will answer it again.
   *
   * @param outcome the core's own words, kept and given back as they are
   */
  record StoreOutcome(String order, byte[] outcome) implements Durable {}

  /** The next line of the audit log. */
  record AppendAudit(AuditEntry entry) implements Durable {}

  /** Opens a connection; answered by {@code BrokerConnected} or {@code BrokerLost}. */
  record Connect(long attempt) implements Deed {}

  record Disconnect(long attempt, String why) implements Deed {}

  /** Sends a waiting row; answered by {@code PublicationDone} with the same token. */
  record PublishRow(long attempt, long token, OutboxRow row) implements Deed {}

  /** Says who we are: versions, devices, schemas. */
  record PublishBirth(
      long attempt, long token, String session, String incarnation, long boot, Moment at)
      implements Deed {}

  record PublishState(long attempt, long token, StateReport state) implements Deed {}

  /**
   * Tells a challenge that orders may answer. Never a row: it dies with the process.
   *
   * @param challenge 32 hexadecimal digits
   * @param validMillis orders that answer it are fresh for at least so long
   */
  record PublishChallenge(
      long attempt,
      long token,
      String challenge,
      long validMillis,
      String incarnation,
      long boot,
      Moment at)
      implements Deed {}

  /**
   * Pulses a lock once; answered by {@code Pulsed}. Only in a turn whose transaction burned the
   * order, or in a later one.
   */
  record Actuate(Actuation actuation) implements Deed {}

  /**
   * Gives a tag its label; what comes of it is told by {@code TagsHeard}. Only in a turn whose
   * transaction says that it was sent, or in a later one.
   *
   * @param station index of the station in the order of the site file
   * @param tag its name as its station knows it
   * @param model the kind of tag
   * @param job the name under which a confirmation will come
   * @param deadlineNanos monotonic time after which nobody wants it any more
   */
  record ShowLabel(
      int station,
      String tag,
      String model,
      String job,
      LabelDrawing drawing,
      TagJob.Showing showing,
      long deadlineNanos)
      implements Deed {}

  /**
   * What a lamp, light or buzzer shows from now on. Answered by nothing: whoever plays it tells of
   * its device like of any other.
   *
   * @param signal index of the signal in the order of the site file
   */
  record ShowSignal(int signal, SignalPattern pattern) implements Deed {}

  /** Tells the broker that a message is stored. */
  record AcknowledgeMessage(long attempt, long token) implements Deed {}

  /** Asks the journal; answered by {@code RowsRead}. */
  record ReadRows(Lane lane, long fromSeq, int limit) implements Deed {}

  /** Asks for rows of a journal that was set aside; answered by {@code SalvageRead}. */
  record ReadSalvage(String folder, Lane lane, long afterSeq, int limit) implements Deed {}

  /** All of it has been told; committed before. */
  record EndSalvage(String folder) implements Deed {}

  /** One line for people: what happened, where, what to check. */
  record Notice(Level level, String text) implements Deed {
    public enum Level {
      INFO,
      WARNING,
      ERROR
    }
  }

  /** Tells another program that its lines up to this number would survive a power cut now. */
  record AnswerNotes(long connection, long upTo) implements Deed {}

  /** Answers {@code StatusAsked}. */
  record AnswerStatus(long token, Status status) implements Deed {}

  /** Answers {@code StaffAsked}, after what it led to has been committed. */
  record AnswerStaff(long token, StaffAnswer answer) implements Deed {}
}
