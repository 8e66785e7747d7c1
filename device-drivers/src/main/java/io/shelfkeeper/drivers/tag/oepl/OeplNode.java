package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.tag.oepl.OeplCommand.Outcome;
import io.shelfkeeper.drivers.tag.oepl.OeplFrame.Fact;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with a radio node as a step machine: bytes and monotonic nanoseconds in, bytes
 * out. Finds the node, makes sure it is the firmware that we know, tunes it, and then serves its
 * tags.
 */
final class OeplNode {
  /** Other firmware may count other bytes behind the same token. */
  static final String FIRMWARE = "001F";

  private static final long MILLI = 1_000_000L;

  /** A node drops what was begun and not ended for a second; then it listens for tokens again. */
  private static final long SILENCE_NANOS = 1_200 * MILLI;

  /** Within a frame a node does not pause; an adapter may hold bytes for 16 ms. */
  private static final long LUMP_NANOS = 50 * MILLI;

  /** The node begins to send a block 550 ms after it was asked for, complete or not. */
  private static final long BLOCK_LATE_NANOS = 150 * MILLI;

  /** What a block takes at 115,200 baud; answers come later. */
  private static final long BLOCK_NANOS = 370 * MILLI;

  private static final long WATCHDOG_NANOS = 10_000 * MILLI;
  private static final long HELD_NANOS = 60 * MILLI;
  private static final long BOOT_NANOS = 10_000 * MILLI;

  /** Between a start and the next word, and between calls to a node that starts. */
  private static final long SETTLE_NANOS = 100 * MILLI;

  /** Its information follows the answer at once. */
  private static final long FACTS_NANOS = 500 * MILLI;

  private static final int TRIES = 5;
  private static final int READY_TRIES = 3;
  private static final byte[] NOTHING = {};

  private final OeplSetup setup;
  private final @Nullable OeplResetLine reset;
  private final OeplTags tags;
  private final OeplCodec codec = new OeplCodec();
  private final OeplCommand command = new OeplCommand();
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);
  private State state = State.SILENT;
  private long stateUntilNanos;
  private long heardNanos;
  private boolean unfinished;
  private OeplTags.@Nullable Wish wish;
  private byte[] block = NOTHING;
  private long blockAskedNanos;
  private boolean blockTaken;
  private Purpose purpose = Purpose.WATCH;

  private enum State {
    /** We say nothing, so that the node forgets what another process left half said. */
    SILENT,
    /** Is it there? */
    CALLING,
    /** Its reset is pulled. */
    HELD,
    /** Is it there now? */
    BOOTING,
    /** It is to be asked what it is. */
    FOUND,
    /** It has been asked. */
    ASKED,
    TUNING,
    SERVING
  }

  /** What a command is for while we serve. */
  private enum Purpose {
    WISH,
    BLOCK,
    WATCH
  }

  OeplNode(OeplSetup setup, @Nullable OeplResetLine reset, OeplTags tags, long now) {
    this.setup = setup;
    this.reset = reset;
    this.tags = tags;
    heardNanos = now;
    lost(now);
  }

  /** The wire was gone, or is not to be relied on: begins anew. */
  void lost(long now) {
    codec.reset();
    unfinished = false;
    startAnew(State.SILENT, now + SILENCE_NANOS, now);
  }

  boolean isServing() {
    return state == State.SERVING;
  }

  private void startAnew(State next, long untilNanos, long silentUntilNanos) {
    command.drop(silentUntilNanos);
    block = NOTHING;
    blockTaken = false;
    wish = null;
    tags.forget();
    state = next;
    stateUntilNanos = untilNanos;
  }

  /** Takes bytes as they come. */
  void hear(byte[] bytes, int length, long now) throws DeviceFault {
    heardNanos = now;
    unfinished = true;
    for (OeplFrame frame : codec.feed(bytes, 0, length)) {
      on(frame, now);
    }
  }

  /**
   * What is to be written now; called again until there is nothing.
   *
   * @throws DeviceFault if the node is gone, or is not what it should be; the conversation then
   *     begins anew by itself
   */
  byte[] next(long now) throws DeviceFault {
    if (unfinished && now - heardNanos >= LUMP_NANOS) {
      unfinished = false;
      for (OeplFrame frame : codec.quiet()) {
        on(frame, now);
      }
    }
    after(command.tick(now), now);
    if (blockTaken) {
      byte[] bytes = block;
      block = NOTHING;
      blockTaken = false;
      command.drop(now + BLOCK_NANOS);
      return bytes;
    }
    if (command.isFree(now)) {
      begin(now);
    }
    return command.due(now);
  }

  /** When there may be something to write without anything being heard. */
  long wakeNanos(long now) {
    long next;
    if (!command.isFree(now)) {
      next = command.untilNanos();
    } else if (state == State.SERVING) {
      next = Math.min(tags.nextNanos(now), heardNanos + WATCHDOG_NANOS);
    } else {
      next = stateUntilNanos;
    }
    return unfinished ? Math.min(next, heardNanos + LUMP_NANOS) : next;
  }

  private void on(OeplFrame frame, long now) throws DeviceFault {
    switch (frame) {
      case OeplFrame.Answered a -> after(command.hear(a.answer(), now), now);
      case OeplFrame.Restarted r -> {
        if (state != State.HELD) {
          // "Ready" follows; what else follows a start is for developers.
          startAnew(State.FOUND, now, now + SETTLE_NANOS);
        }
      }
      case OeplFrame.Told t -> facts.put(t.fact(), t.text());
      case OeplFrame.CheckIn c -> tags.checkedIn(c.tag(), c.report(), now);
      case OeplFrame.Delivered d -> tags.delivered(d.tag(), now);
      case OeplFrame.Expired e -> tags.expired(e.tag());
      case OeplFrame.BlockRequest b -> {
        byte[] wanted = tags.requested(b.tag(), b.version(), b.block(), now);
        block = wanted == null ? NOTHING : wanted;
        blockAskedNanos = now;
      }
      case OeplFrame.Ready r -> {}
      case OeplFrame.Returned r -> {}
      case OeplFrame.Text t -> {}
      case OeplFrame.Damaged d -> {}
    }
  }

  private void begin(long now) throws DeviceFault {
    switch (state) {
      case SILENT -> {
        if (now - stateUntilNanos >= 0) {
          state = State.CALLING;
          command.begin(OeplCodec.areYouThere(), READY_TRIES);
        }
      }
      case CALLING, TUNING -> {}
      case HELD -> {
        if (now - stateUntilNanos >= 0) {
          hold(false);
          state = State.BOOTING;
          stateUntilNanos = now + BOOT_NANOS;
          command.drop(now + SETTLE_NANOS);
        }
      }
      case BOOTING -> command.begin(OeplCodec.areYouThere(), 1);
      case FOUND -> {
        facts.clear();
        state = State.ASKED;
        stateUntilNanos = now + FACTS_NANOS;
        command.begin(OeplCodec.whoAreYou(), TRIES);
      }
      case ASKED -> judge(now);
      case SERVING -> serve(now);
    }
  }

  private void serve(long now) {
    if (block.length > 0 && now - blockAskedNanos > BLOCK_LATE_NANOS) {
      // The tag would get half of it; it asks again.
      block = NOTHING;
    }
    if (block.length > 0) {
      purpose = Purpose.BLOCK;
      command.begin(OeplCodec.blockFollows(), 1);
      return;
    }
    OeplTags.Wish next = tags.wish(now);
    wish = next;
    if (next != null) {
      purpose = Purpose.WISH;
      command.begin(
          switch (next) {
            case OeplTags.Wish.Announce a -> OeplCodec.announce(a.announcement());
            case OeplTags.Wish.Clear c -> OeplCodec.cancel(c.tag().address);
          },
          TRIES);
    } else if (now - heardNanos >= WATCHDOG_NANOS) {
      purpose = Purpose.WATCH;
      command.begin(OeplCodec.areYouThere(), READY_TRIES);
    }
  }

  private void after(Outcome outcome, long now) throws DeviceFault {
    if (outcome == Outcome.PENDING) {
      return;
    }
    boolean taken = outcome == Outcome.TAKEN;
    switch (state) {
      case SILENT, HELD, FOUND -> {}
      case CALLING -> {
        if (!taken) {
          silent(now);
        } else {
          state = State.FOUND;
        }
      }
      case BOOTING -> {
        if (taken) {
          state = State.FOUND;
        } else if (now - stateUntilNanos >= 0) {
          throw noAnswer(now);
        } else {
          command.drop(now + SETTLE_NANOS);
        }
      }
      case ASKED -> {
        if (!taken) {
          throw noAnswer(now);
        }
        stateUntilNanos = now + FACTS_NANOS;
      }
      case TUNING -> tuned(outcome, now);
      case SERVING -> served(outcome, now);
    }
  }

  private void served(Outcome outcome, long now) throws DeviceFault {
    boolean taken = outcome == Outcome.TAKEN;
    switch (purpose) {
      case BLOCK -> {
        blockTaken = taken && block.length > 0;
        if (!blockTaken) {
          // It may be waiting for a block, and would take whatever we say for one.
          block = NOTHING;
          command.drop(now + SILENCE_NANOS);
        }
      }
      case WISH -> {
        OeplTags.Wish done = wish;
        wish = null;
        if (outcome == Outcome.UNANSWERED || outcome == Outcome.NOT_TAKEN) {
          lost(now);
        } else if (done instanceof OeplTags.Wish.Announce a) {
          if (taken) {
            tags.announced(a, now);
          } else {
            tags.full(a, now);
          }
        } else if (done != null) {
          tags.cleared(done.tag());
        }
      }
      case WATCH -> {
        if (!taken) {
          silent(now);
        }
      }
    }
  }

  /** What it has told, or the end of waiting for it. */
  private void judge(long now) throws DeviceFault {
    if (!facts.containsKey(Fact.IDLE)) {
      if (now - stateUntilNanos >= 0) {
        throw failed(
            FaultKind.GARBLED,
            "answers, but does not say what it is",
            "Check its ground wire and that nothing else writes to this port.",
            now);
      }
      return;
    }
    String version = facts.getOrDefault(Fact.VERSION, "?");
    if (!version.equals(FIRMWARE)) {
      throw failed(
          FaultKind.MISCONFIGURED,
          "has firmware " + version + ", and only " + FIRMWARE + " is known here",
          "Flash the published node firmware " + FIRMWARE + ", or read a newer README.",
          now);
    }
    state = State.TUNING;
    boolean subGhz = facts.containsKey(Fact.SUB_GHZ_CHANNEL);
    command.begin(OeplCodec.channel(setup.channel(), setup.power(), subGhz), TRIES);
  }

  private void tuned(Outcome outcome, long now) throws DeviceFault {
    switch (outcome) {
      case TAKEN -> {
        state = State.SERVING;
        tags.ready(
            "%s, firmware %s, address %s, channel %d"
                .formatted(
                    facts.get(Fact.TYPE),
                    facts.get(Fact.VERSION),
                    reversed(facts.getOrDefault(Fact.ADDRESS, "")),
                    setup.channel()));
      }
      case NOT_TAKEN ->
          throw failed(
              FaultKind.REFUSED,
              "does not take channel " + setup.channel(),
              "Give the node another channel in the site file.",
              now);
      default -> throw noAnswer(now);
    }
  }

  /** Nobody answers: the reset wire helps, or a person. */
  private void silent(long now) throws DeviceFault {
    if (reset == null) {
      throw noAnswer(now);
    }
    startAnew(State.HELD, now + HELD_NANOS, now + HELD_NANOS);
    hold(true);
  }

  private void hold(boolean held) throws DeviceFault {
    if (reset != null) {
      reset.hold(held);
    }
  }

  private DeviceFault noAnswer(long now) {
    return failed(
        FaultKind.NO_ANSWER,
        "does not answer",
        "Check its supply and the wires TX, RX and ground. If another program used it before, it"
            + " may speak at another speed: switch its supply off and on.",
        now);
  }

  private DeviceFault failed(FaultKind kind, String what, String check, long now) {
    lost(now);
    return new DeviceFault(kind, "The radio node of the price tags " + what, check);
  }

  /** The node prints its address with the lowest byte first. */
  private static String reversed(String digits) {
    StringBuilder bytes = new StringBuilder();
    for (int at = digits.length() - 2; at >= 0; at -= 2) {
      bytes.append(digits, at, at + 2);
    }
    return bytes.toString();
  }
}
