package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.Reply;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Far end of an OpenEPaperLink radio node of firmware 001F, with all its tags. What it does with a
 * tag happens by itself, and the host is only told. Where nobody has written what a node does, it
 * does the less pleasant thing.
 */
public final class RadioNode implements LineDevice {
  private static final long MILLI = 1_000_000L;
  private static final int SLOW_BAUD = 115_200;
  private static final int FAST_BAUD = 2_000_000;
  private static final int FACTORY_CHANNEL = 25;
  private static final Set<Integer> CHANNELS = Set.of(11, 15, 20, 25, 26, 27);
  private static final long BOOT_NANOS = 400 * MILLI;
  private static final long SPEED_STEP_NANOS = 100 * MILLI;

  private final String id;
  private final Build build;
  private final Troubles troubles;
  private final Agenda agenda = new Agenda();
  private final NodeTable table = new NodeTable();
  private final NodeVoice voice;
  private final NodeEar ear;
  private final NodeBlocks blocks;

  // Until the supply goes.
  private int life;
  private int baud = SLOW_BAUD;
  private int channel = FACTORY_CHANNEL;
  private int power = 10;
  private long deafUntil;
  private long told = NOBODY;

  /** No tag has this address. */
  static final long NOBODY = 0;

  /**
   * How one is built.
   *
   * @param address its own
   * @param subGhz whether it was built with support for another band: then it tells its channel
   *     there, and takes a longer command
   * @param tagChannel where its tags listen
   * @param minuteNanos how long a minute takes, for it and its tags; less than 60 s where nobody
   *     wants to wait
   */
  public record Build(long address, boolean subGhz, int tagChannel, long minuteNanos) {}

  public RadioNode(String id, Build build, Troubles troubles) {
    this.id = id;
    this.build = build;
    this.troubles = troubles;
    voice = new NodeVoice(id, troubles);
    ear = new NodeEar(build.subGhz ? 4 : 3);
    blocks = new NodeBlocks(agenda, ear, this::say);
    countMinutes(0);
  }

  Agenda agenda() {
    return agenda;
  }

  long minuteNanos() {
    return build.minuteNanos;
  }

  /** Does everything that is due. */
  void run(long nanos) {
    agenda.run(nanos);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int baud(long nanos) {
    return baud;
  }

  @Override
  public void powerCycle(long nanos) {
    life++;
    table.clear();
    ear.forget();
    voice.forget(nanos);
    blocks.forget();
    baud = SLOW_BAUD;
    channel = FACTORY_CHANNEL;
    told = NOBODY;
    deafUntil = nanos + BOOT_NANOS;
    agenda.at(deafUntil, living(now -> answer("RES>RDY>", now)));
    countMinutes(nanos);
  }

  private void countMinutes(long nanos) {
    agenda.at(
        nanos + build.minuteNanos,
        living(
            now -> {
              table.minute().forEach(tag -> tell("XTO>", tag, now));
              countMinutes(now);
            }));
  }

  /** What a node was about to do does not survive its supply. */
  private LongConsumer living(LongConsumer deed) {
    int then = life;
    return now -> {
      if (life == then) {
        deed.accept(now);
      }
    };
  }

  @Override
  public List<Reply> hear(byte[] bytes, long nanos) {
    advance(nanos);
    if (!isDead(nanos)) {
      ear.hear(bytes, nanos, this::obey);
    }
    return voice.take(nanos);
  }

  @Override
  public List<Reply> idle(long nanos) {
    advance(nanos);
    return voice.take(nanos);
  }

  @Override
  public long wakeNanos() {
    return agenda.nextNanos();
  }

  private void advance(long nanos) {
    if (troubles.take(id, Trouble.POWER_CYCLE)) {
      powerCycle(nanos);
    }
    agenda.run(nanos);
  }

  private boolean isDead(long nanos) {
    return nanos < deafUntil || troubles.on(id, Trouble.SILENT, nanos);
  }

  private void obey(String token, ByteBuffer body, long nanos) {
    if (body.hasRemaining() && NodeEar.sum(body.array(), 1) != body.get()) {
      answer("NOK>", nanos);
      return;
    }
    switch (token) {
      case "NFO?" -> {
        answer("ACK>", nanos);
        answer(information(), nanos);
      }
      case "HSPD" -> {
        answer("ACK>", nanos);
        agenda.at(nanos + SPEED_STEP_NANOS, living(_ -> baud = FAST_BAUD));
        agenda.at(nanos + 2 * SPEED_STEP_NANOS, living(now -> answer("ACK>", now)));
      }
      case "SCP>" -> tune(body.get(), body.get() & 0xFF, nanos);
      case "SDA>" -> {
        Offer offer = Offer.read(body);
        int minutes = body.getShort() & 0xFFFF;
        answer(table.put(body.getLong(), offer, minutes) ? "ACK>" : "NOQ>", nanos);
      }
      case "CXD>" -> {
        table.remove(body.getLong(body.capacity() - Long.BYTES));
        answer("ACK>", nanos);
      }
      // Also to the one that asks it to restart, which is all that it does about it.
      default -> answer("ACK>", nanos);
    }
  }

  private void tune(int wanted, int withPower, long nanos) {
    if (CHANNELS.contains(wanted)) {
      channel = wanted;
      power = withPower;
      answer("ACK>", nanos);
    } else {
      answer("NOK>", nanos);
    }
  }

  private String information() {
    StringBuilder address = new StringBuilder();
    for (int i = 0; i < Long.BYTES; i++) {
      address.append(hex(2, build.address >>> 8 * i & 0xFF));
    }
    return "TYP>C6VER>001FMAC>%sZCH>%s%sZPW>%sPEN>%sNOP>%s"
        .formatted(
            address,
            hex(2, channel),
            build.subGhz ? "SCH>255" : "",
            hex(2, power),
            hex(2, table.count(true)),
            hex(2, table.count(false)));
  }

  private static String hex(int digits, long value) {
    return String.format(Locale.ROOT, "%0" + digits + "X", value);
  }

  private void answer(String text, long nanos) {
    voice.answer(text, baud, nanos);
  }

  private void tell(String token, long tag, long nanos) {
    voice.tell(token, NodeVoice.structure(Long.BYTES).putLong(tag).array(), baud, nanos);
  }

  private void say(String token, byte[] structure, long nanos) {
    if (structure.length == 0) {
      voice.log(token, baud, nanos);
    } else {
      voice.tell(token, structure, baud, nanos);
    }
  }

  /** Whether a tag has nobody to talk to. */
  boolean isAway(long nanos) {
    return isDead(nanos) || channel != build.tagChannel;
  }

  /**
   * A tag comes.
   *
   * @param report as long as what it says of itself, all zero if it only says that it is there
   * @return what the table has for it
   */
  Offer comes(long tag, byte[] report, long nanos) {
    if (told == tag) {
      told = NOBODY;
    }
    ByteBuffer structure = NodeVoice.structure(Long.BYTES + report.length);
    voice.tell("ADR>", structure.putLong(tag).put(report).array(), baud, nanos);
    return table.offer(tag);
  }

  /**
   * A tag wants a block.
   *
   * @param whole whether it has nothing of it yet
   * @param taker gets what the node sends
   * @return false if it shall go away
   */
  boolean asks(NodeBlocks.Request request, boolean whole, NodeBlocks.Taker taker, long nanos) {
    boolean fast = baud == FAST_BAUD;
    return blocks.asked(request, whole, table.has(request.tag()), fast, taker, nanos);
  }

  /** A tag has all that it came for. Whatever is in the table for it now is done with. */
  void completes(long tag, long nanos) {
    if (told != tag) {
      told = tag;
      table.remove(tag);
      tell("XFC>", tag, nanos);
    }
  }
}
