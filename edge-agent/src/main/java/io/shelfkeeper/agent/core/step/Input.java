package io.shelfkeeper.agent.core.step;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to the core. What was started asynchronously names its attempt. */
public sealed interface Input {

  /** A timer that the core asked for is due, or nothing happened for a while. */
  record Tick() implements Input {}

  /** Weight samples; the block goes back to its bus after the step. */
  record Samples(int bus, SampleBlock block) implements Input {}

  /**
   * A bus or device stopped working; posted once per fault.
   *
   * @param cells indices of the cells that cannot be weighed meanwhile
   */
  record DeviceFailed(
      String device,
      String kind,
      String what,
      String check,
      List<String> exchanges,
      List<Integer> cells)
      implements Input {}

  /**
   * A device works again; posted once per fault.
   *
   * @param count how often the fault was met between start and end
   */
  record DeviceRecovered(String device, String kind, long count, List<Integer> cells)
      implements Input {}

  /**
   * A probe has measured.
   *
   * @param celsius -55 to 125
   */
  record TemperatureRead(String device, double celsius) implements Input {}

  /** How the devices of a bus answered since the last such input. */
  record DeviceCounted(String device, long polls, long failures) implements Input {}

  /**
   * Samples of a bus were thrown away because nobody fetched them; its cells have a gap.
   *
   * @param bus index of the bus in {@code AgentSetup.buses}
   */
  record SamplesLost(int bus, long count) implements Input {}

  /**
   * All contacts of one lock board, read once. One reading alone may be wrong on a noisy line. A
   * board that was asked and did not answer is told the same way, with no inputs.
   *
   * @param board index of the board among the lock boards of the site file
   * @param nanos monotonic time of the reading
   * @param count inputs of the board, at most 64; 0 if it could not be read
   * @param closedBits bit 0 is input 1; set while the contact is electrically closed
   */
  record ContactsRead(int board, long nanos, int count, long closedBits) implements Input {
    public boolean isMissed() {
      return count == 0;
    }
  }

  /**
   * What became of an {@code Actuate}: exactly one per deed, while the process lives.
   *
   * @param lock index of the lock in the order of the site file
   * @param why for {@code NOT_SENT} and {@code UNANSWERED}: what happened and what to check
   */
  record Pulsed(String order, int lock, PulseAnswer answer, String why) implements Input {}

  /**
   * What a station heard of its tags, in the order in which it did.
   *
   * @param station index of the station in the order of the site file
   */
  record TagsHeard(int station, List<TagReading> readings) implements Input {
    public TagsHeard {
      readings = List.copyOf(readings);
    }
  }

  /** What is known of a pulse. Never that a door has opened: only a contact says that. */
  enum PulseAnswer {
    /** The board said that it made the pulse, or has begun it. */
    ANSWERED,
    /** It may have moved; it must not be pulsed again to find out. */
    UNANSWERED,
    /** It is certain that nothing moved. */
    NOT_SENT
  }

  /**
   * The broker accepted the connection and the subscriptions.
   *
   * @param window how many unacknowledged messages the connection takes of us: the broker's limit
   *     or its own, whichever is less; 1 to 65,535
   * @param packetMaximum largest packet that the broker takes, in bytes
   */
  record BrokerConnected(long attempt, boolean sessionPresent, int window, long packetMaximum)
      implements Input {}

  /**
   * No connection came about, or it ended.
   *
   * @param code MQTT 5 reason code, or -1 if the network gave none
   */
  record BrokerLost(long attempt, int code, String why) implements Input {}

  /**
   * The broker answered a publication.
   *
   * @param code MQTT 5 reason code: below 0x80 is success, -1 means no answer can come any more
   */
  record PublicationDone(long attempt, long token, int code) implements Input {}

  /**
   * The backend told how far it has come.
   *
   * @param answers the session of the birth message that this answers, or null
   * @param marks highest number in order, with the event that stands there
   * @param rejected numbers that the backend will never take
   */
  record Acknowledged(
      String incarnation, @Nullable String answers, Map<Lane, Mark> marks, List<Rejection> rejected)
      implements Input {
    public Acknowledged {
      marks = Map.copyOf(marks);
      rejected = List.copyOf(rejected);
    }
  }

  /** One row that the backend refuses for good. */
  record Rejection(Lane lane, long seq, String id, String why) {}

  /** The backend asks for the complete state. */
  record StateAsked(String query) implements Input {}

  /**
   * An order or a document, as received: it is stored before anything else.
   *
   * @param token to acknowledge it at the broker after its row is committed
   */
  record MessageArrived(long attempt, long token, Channel channel, boolean retained, byte[] payload)
      implements Input {}

  /**
   * A message for which the inbox had no room. Nothing of it is kept but the duty to answer: the
   * broker is told that it arrived, and an order is refused as {@code busy}.
   */
  record MessageTurnedAway(long attempt, long token, Channel channel) implements Input {}

  /** A message of the backend that cannot be read; it changed nothing. */
  record MessageUnreadable(Channel channel, String why) implements Input {}

  /** Rows that the core asked the journal for. */
  record RowsRead(Lane lane, long fromSeq, List<OutboxRow> rows) implements Input {
    public RowsRead {
      rows = List.copyOf(rows);
    }
  }

  /** Rows of a journal that was set aside. */
  record SalvageRead(String folder, Lane lane, SalvageChunk chunk) implements Input {}

  /** Somebody on this machine asks how things are. */
  record StatusAsked(long token) implements Input {}

  /** Somebody at the shelf tells something; answered by {@code AnswerStaff}. */
  record StaffAsked(long token, StaffRequest request) implements Input {}

  /**
   * Lines of another program, in its order. Answered by {@code AnswerNotes} once all are written.
   *
   * @param connection number of the program's connection; never given twice in one start
   * @param source the program's name for itself, empty if it gave none
   * @param lines JSON objects, one event each
   * @param upTo the program's own number of the last line
   * @param waitMillis how long they may wait for company before they are committed, 0 for not
   */
  record Noted(
      long connection,
      NoteClass kind,
      String source,
      List<byte[]> lines,
      long upTo,
      long waitMillis)
      implements Input {
    public Noted {
      lines = List.copyOf(lines);
    }
  }

  /** The journal got short of room, or has room again; also told at the start. */
  record RoomChanged(boolean isShort) implements Input {}

  /** Rows are about to be dropped: what need not be kept any more should go first. */
  record RoomLacks() implements Input {}

  /**
   * The journal dropped rows of telemetry to make room, and says so in their place.
   *
   * @param events how many are lost since it said so before
   */
  record RowsDropped(long events, Shortage cause) implements Input {}

  /** What there is too little of. */
  enum Shortage {
    /** The file system is full. */
    DISK,
    /** The journal has grown to its limit, whatever the file system still has. */
    BUDGET
  }

  /** The service manager asks the agent to end. */
  record StopAsked() implements Input {}
}
