package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.world.Dice;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A tag by radio: sleeps, comes, takes what is there for it, confirms, draws. What it has drawn
 * stays, whatever happens to it.
 */
final class RadioTag implements PlayedTag {
  private static final long MILLI = 1_000_000L;
  private static final int KNOCKS = 5;
  private static final long KNOCK_NANOS = 300 * MILLI;
  private static final int BLOCK_TRIES = 12;
  private static final int WORDS = 8;
  private static final long WORD_NANOS = 60 * MILLI;
  private static final int PARTS = 42;
  private static final int PART_BYTES = 99;
  private static final long PART_NANOS = 7 * MILLI;
  private static final int REPORT = 21;

  /** Of so many reports one is full, as long as nothing happens. */
  private static final int FULL_EVERY = 3;

  /** A tag that heard nobody so often looks for its node on all channels. */
  private static final int LOST_AFTER = 5;

  private static final int TIMED = 0x00;
  private static final int FIRST_START = 0xFC;
  private static final int SEARCH = 0xFD;
  private static final int WATCHDOG = 0xFE;
  private static final int RESTART_COMMAND = 0;
  private static final int DEEP_SLEEP_COMMAND = 3;
  private static final int FIRMWARE = 0x29;

  private final TagPlan plan;
  private final long address;
  private final TagKind kind;
  private final RadioNode node;
  private final Dice dice;
  private final long usualNanos;
  private final int rssi;
  private final Drawn drawn;
  private final TagMemory memory = new TagMemory();

  // Of its surroundings.
  private boolean silent;
  private double loss;
  private int battery = 2_980;

  // Until it restarts.
  private int life;
  private int wakeReason = FIRST_START;
  private int knocks;
  private int missed;
  private byte[] block = {};
  private final boolean[] parts = new boolean[PARTS];
  private int blockTries;

  /** What it draws or has drawn; 0 if it does not know. */
  private long version;

  private long drawingUntil;

  private Glass glass;
  private String shown = "";
  private long heardNanos;
  private int checkIns;
  private int frames;
  private int pictures;

  /**
   * @param usualNanos how often it comes when nobody tells it otherwise, some percent more or less
   */
  RadioTag(TagPlan plan, TagKind kind, RadioNode node, long usualNanos, Dice dice, Drawn drawn) {
    this.plan = plan;
    address = Long.parseUnsignedLong(plan.tag(), 16);
    this.kind = kind;
    this.node = node;
    this.dice = dice;
    this.drawn = drawn;
    this.usualNanos = (long) (usualNanos * dice.between(0.97, 1.03));
    rssi = -45 - dice.below(35);
    glass = Glass.blank(kind.width(), kind.height());
    later((long) (this.usualNanos * dice.share()), 0, this::wake);
  }

  /** Some time later, unless it restarts. */
  private void later(long nanos, long now, LongConsumer deed) {
    int then = life;
    node.agenda()
        .at(
            now + nanos,
            at -> {
              if (life == then) {
                deed.accept(at);
              }
            });
  }

  private boolean lost() {
    return dice.chance(loss);
  }

  private void sleep(long nanos, long now) {
    long length = (long) (nanos * dice.between(0.95, 1.05));
    later(Math.max(length, drawingUntil - now), now, this::wake);
  }

  private void wake(long now) {
    knocks = 0;
    knock(now);
  }

  private void knock(long now) {
    if (++knocks > KNOCKS) {
      if (++missed >= LOST_AFTER) {
        wakeReason = SEARCH;
      }
      sleep(usualNanos, now);
      return;
    }
    Offer offer = cannotSpeak(now) ? null : node.comes(address, report(), now);
    if (offer == null || lost()) {
      later(KNOCK_NANOS, now, this::knock);
      return;
    }
    heardNanos = now;
    missed = 0;
    checkIns++;
    wakeReason = TIMED;
    act(offer, now);
  }

  private boolean cannotSpeak(long now) {
    return silent || node.isAway(now) || lost();
  }

  private byte[] report() {
    if (wakeReason == TIMED && checkIns % FULL_EVERY != 0) {
      return new byte[REPORT];
    }
    ByteBuffer report = NodeVoice.structure(REPORT).position(1);
    report.put((byte) (150 + dice.below(60))).put((byte) (rssi - dice.below(6)));
    report.put((byte) (17 + dice.below(4))).putShort((short) (battery + dice.below(11) - 5));
    report.put((byte) kind.type()).put((byte) wakeReason).put((byte) 0);
    report.putShort((short) FIRMWARE);
    return report.put(0, NodeEar.sum(report.array(), 1)).array();
  }

  private void act(Offer offer, long now) {
    if (offer.isCommand()) {
      command(offer, now);
    } else if (!offer.isPicture()) {
      sleep(after(offer), now);
    } else if (memory.picture(offer.version()) != null) {
      confirm(offer, 0, now);
    } else {
      memory.begin(offer);
      beginBlock(offer, now);
    }
  }

  private long after(Offer offer) {
    return offer.sleepNanos(node.minuteNanos(), usualNanos);
  }

  private void command(Offer offer, long now) {
    if (offer.argument() == DEEP_SLEEP_COMMAND) {
      life++;
      return;
    }
    node.completes(address, now);
    if (offer.argument() == RESTART_COMMAND) {
      restart(WATCHDOG, now);
    } else {
      sleep(after(offer), now);
    }
  }

  private void beginBlock(Offer offer, long now) {
    blockTries = 0;
    block = new byte[PARTS * PART_BYTES];
    Arrays.fill(parts, false);
    ask(offer, now);
  }

  private void ask(Offer offer, long now) {
    if (++blockTries > BLOCK_TRIES) {
      sleep(usualNanos, now);
      return;
    }
    if (cannotSpeak(now)) {
      later(WORD_NANOS, now, at -> ask(offer, at));
      return;
    }
    boolean nothingYet = true;
    for (boolean part : parts) {
      nothingYet &= !part;
    }
    int tried = blockTries;
    int number = memory.missing();
    var request = new NodeBlocks.Request(address, offer.version(), number);
    int then = life;
    NodeBlocks.Taker taker =
        (sent, at) -> {
          if (life == then) {
            hear(offer, number, sent, at);
          }
        };
    if (!node.asks(request, nothingYet, taker, now)) {
      sleep(usualNanos, now);
      return;
    }
    // A node that loses its supply meanwhile sends nothing.
    later(
        1_500 * MILLI,
        now,
        at -> {
          if (memory.isFetching(offer) && memory.missing() == number && blockTries == tried) {
            ask(offer, at);
          }
        });
  }

  private void hear(Offer offer, int number, byte[] sent, long now) {
    if (!memory.isFetching(offer) || memory.missing() != number) {
      return;
    }
    int sending = 0;
    boolean all = true;
    for (int part = 0; part < PARTS; part++) {
      if (parts[part]) {
        continue;
      }
      sending++;
      if (!silent && !lost()) {
        int from = part * PART_BYTES;
        int length = Math.min(PART_BYTES, sent.length - from);
        System.arraycopy(sent, from, block, from, length);
        parts[part] = true;
      } else {
        all = false;
      }
    }
    frames += sending;
    long end = sending * PART_NANOS;
    if (!all) {
      later(end, now, at -> ask(offer, at));
    } else if (!memory.keep(number, block)) {
      Arrays.fill(parts, false);
      later(end, now, at -> ask(offer, at));
    } else if (memory.missing() >= 0) {
      later(end, now, at -> beginBlock(offer, at));
    } else {
      memory.finish();
      later(end, now, at -> confirm(offer, 0, at));
    }
  }

  private void confirm(Offer offer, int said, long now) {
    boolean heard = said < WORDS && !cannotSpeak(now);
    if (heard) {
      node.completes(address, now);
      heard = !lost();
    }
    if (!heard && said < WORDS) {
      later(WORD_NANOS, now, at -> confirm(offer, said + 1, at));
      return;
    }
    if (!offer.inReserve() && version != offer.version()) {
      draw(offer.version(), now);
    }
    sleep(after(offer), now);
  }

  private void draw(long what, long now) {
    TagMemory.Picture picture = memory.picture(what);
    Glass next = picture == null ? null : TagPictures.decoded(kind, picture.type(), picture.data());
    if (next == null) {
      // It has confirmed what it cannot draw; what was there stays.
      return;
    }
    version = what;
    drawingUntil = now + kind.redrawNanos();
    later(kind.redrawNanos(), now, _ -> show(what, next));
  }

  private void show(long what, Glass next) {
    glass = next;
    shown = TagMemory.name(what);
    pictures++;
    drawn.shows(plan, next);
  }

  private void restart(int reason, long now) {
    life++;
    version = 0;
    missed = 0;
    wakeReason = reason;
    later(KNOCK_NANOS, now, this::wake);
  }

  @Override
  public void restart(long nanos) {
    node.run(nanos);
    restart(FIRST_START, nanos);
  }

  @Override
  public void silent(boolean is, long nanos) {
    node.run(nanos);
    silent = is;
  }

  @Override
  public void battery(int millivolts, long nanos) {
    node.run(nanos);
    battery = millivolts;
  }

  @Override
  public void loss(double share, long nanos) {
    node.run(nanos);
    loss = share;
  }

  @Override
  public TagState state(long nanos) {
    node.run(nanos);
    return new TagState(
        plan,
        silent,
        battery,
        heardNanos,
        checkIns,
        frames,
        pictures,
        memory.names(),
        shown,
        glass);
  }
}
