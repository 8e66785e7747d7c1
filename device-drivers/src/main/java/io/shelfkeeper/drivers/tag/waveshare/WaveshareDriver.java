package io.shelfkeeper.drivers.tag.waveshare;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.api.TagReading.Reason;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareCodec.Answer;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareCodec.Grey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One price tag on one serial line: a Waveshare 4.3 inch e-paper module, 800 x 600, 115,200 baud.
 * Draws by commands, one after the other; what was drawn counts when the module has taken the
 * command that shows it.
 */
public final class WaveshareDriver implements PriceTags {
  /** The model of jobs for it. */
  public static final String MODEL = "waveshare-43";

  public static final int WIDTH = 800;
  public static final int HEIGHT = 600;

  private static final long MILLI = 1_000_000L;

  /** How soon a command is answered is written nowhere; a shape takes it some milliseconds. */
  private static final long ANSWER_NANOS = 1_000 * MILLI;

  private static final long REFRESH_NANOS = 10_000 * MILLI;

  /** Within an answer there are no pauses; an adapter may hold bytes for 16 ms. */
  private static final long LUMP_NANOS = 50 * MILLI;

  private static final long AGAIN_NANOS = 500 * MILLI;

  /** It starts within some seconds, unverified. */
  private static final long PATIENCE_NANOS = 8_000 * MILLI;

  private static final long WATCH_NANOS = 60_000 * MILLI;
  private static final int TRIES = 3;

  /** Colours, direction and an empty sheet, before anything is drawn. */
  private static final List<byte[]> PREPARING =
      List.of(
          WaveshareCodec.colours(Grey.BLACK, Grey.WHITE),
          WaveshareCodec.upsideDown(false),
          WaveshareCodec.clear());

  private final ByteLink link;
  private final String tag;
  private final LongSupplier nanos;
  private final WaveshareCodec codec = new WaveshareCodec();
  private final byte[] buffer = new byte[64];
  private final List<TagReading> readings = new ArrayList<>();

  private @Nullable TagJob job;
  private @Nullable WaveshareDrawing drawing;
  private int step;
  private int failures;
  private boolean heardSinceJob;

  private boolean present;
  private Said said = Said.NOTHING;
  private long saidNanos;
  private long dueNanos;
  private long heardNanos;
  private long missedSinceNanos;

  /** What waits for an answer. */
  private enum Said {
    NOTHING,
    HANDSHAKE,
    COMMAND,
    REFRESH
  }

  /**
   * @param tag its name; the module has none of its own
   * @param nanos monotonic time
   */
  public WaveshareDriver(ByteLink link, String tag, LongSupplier nanos) {
    this.link = link;
    this.tag = tag;
    this.nanos = nanos;
    dueNanos = nanos.getAsLong();
    missedSinceNanos = dueNanos;
  }

  @Override
  public void show(TagJob next) {
    if (!next.model().equals(MODEL) || !next.tag().equals(tag)) {
      throw new IllegalArgumentException(
          "The tag %s of the model %s does not hang on this wire, but %s, a %s"
              .formatted(next.tag(), next.model(), tag, MODEL));
    }
    end(Reason.REPLACED);
    job = next;
    heardSinceJob = false;
    failures = 0;
  }

  private void end(Reason reason) {
    TagJob ended = job;
    job = null;
    drawing = null;
    if (ended != null) {
      readings.add(new TagReading.GivenUp(tag, ended.id(), reason));
    }
  }

  /**
   * {@inheritDoc} A module that does not answer is a fault after some seconds, and by every call
   * until it answers.
   */
  @Override
  public List<TagReading> turn(int waitMillis) throws DeviceFault {
    long until = nanos.getAsLong() + waitMillis * MILLI;
    try {
      link.open();
      do {
        speak(nanos.getAsLong());
        listen(until);
      } while (readings.isEmpty() && nanos.getAsLong() - until < 0);
    } catch (DeviceFault fault) {
      away(nanos.getAsLong());
      throw fault;
    }
    long now = nanos.getAsLong();
    if (job != null && now - job.deadlineNanos() >= 0) {
      end(heardSinceJob ? Reason.LATE : Reason.SILENT);
    }
    if (readings.isEmpty() && !present && now - missedSinceNanos >= PATIENCE_NANOS) {
      throw new DeviceFault(
          FaultKind.NO_ANSWER,
          "The display of the price tag " + tag + " does not answer",
          "Check its supply, and that its two wires are crossed.");
    }
    List<TagReading> all = List.copyOf(readings);
    readings.clear();
    return all;
  }

  private void speak(long now) throws DeviceFault {
    if (said != Said.NOTHING || now - dueNanos < 0 && (job == null || !present)) {
      return;
    }
    if (!present || job == null || now - dueNanos >= 0 && drawing == null) {
      say(Said.HANDSHAKE, WaveshareCodec.handshake(), now);
    } else {
      draw(job, now);
    }
  }

  private void draw(TagJob current, long now) throws DeviceFault {
    WaveshareDrawing shapes = drawing;
    if (shapes == null) {
      TagPicture picture = current.picture().get();
      boolean fits = picture.width() == WIDTH && picture.height() == HEIGHT;
      shapes = fits ? WaveshareDrawing.of(picture) : null;
      if (shapes == null) {
        end(Reason.BAD_PICTURE);
        return;
      }
      drawing = shapes;
      step = 0;
    }
    int shape = step - PREPARING.size();
    if (shape < 0) {
      say(Said.COMMAND, PREPARING.get(step), now);
    } else if (shape < shapes.count()) {
      say(Said.COMMAND, shapes.command(shape), now);
    } else if (current.showing() == TagJob.Showing.AT_ONCE) {
      say(Said.REFRESH, WaveshareCodec.refresh(), now);
    } else {
      done(current);
    }
  }

  private void say(Said what, byte[] frame, long now) throws DeviceFault {
    link.discardInput();
    var _ = codec.quiet();
    link.write(frame);
    said = what;
    saidNanos = now;
  }

  private void listen(long until) throws DeviceFault {
    long now = nanos.getAsLong();
    long wait = Math.clamp(until - now, 0, LUMP_NANOS);
    if (said == Said.NOTHING && present && job != null) {
      // There is something to say.
      return;
    }
    int count = link.read(buffer, 0, buffer.length, (int) ((wait + MILLI - 1) / MILLI));
    now = nanos.getAsLong();
    if (count > 0) {
      heardNanos = now;
      answered(codec.feed(buffer, count), now);
    } else if (said != Said.NOTHING && heardNanos - saidNanos > 0) {
      if (now - heardNanos >= LUMP_NANOS) {
        answered(codec.quiet(), now);
      }
    }
    long patience = said == Said.REFRESH ? REFRESH_NANOS : ANSWER_NANOS;
    if (said != Said.NOTHING && now - saidNanos >= patience) {
      away(now);
    }
  }

  /** It does not answer, or nobody can hear it: whatever was drawn may be gone. */
  private void away(long now) {
    if (present) {
      missedSinceNanos = now;
    }
    present = false;
    said = Said.NOTHING;
    dueNanos = now + AGAIN_NANOS;
    restart();
  }

  private void restart() {
    drawing = null;
    step = 0;
  }

  private void answered(@Nullable Answer answer, long now) {
    if (answer == null || said == Said.NOTHING) {
      return;
    }
    Said was = said;
    said = Said.NOTHING;
    dueNanos = now + WATCH_NANOS;
    heardSinceJob = true;
    if (!present) {
      present = true;
      readings.add(new TagReading.StationReady("Waveshare 4.3 inch e-paper, 800 x 600"));
    }
    TagJob current = job;
    if (was == Said.HANDSHAKE) {
      readings.add(new TagReading.Seen(tag, null));
    } else if (current == null || drawing == null) {
      // It was taken back meanwhile.
      return;
    } else if (answer.error() != null) {
      restart();
      if (++failures >= TRIES) {
        end(Reason.REFUSED);
      }
    } else if (was == Said.REFRESH) {
      done(current);
    } else {
      step++;
    }
  }

  private void done(TagJob current) {
    job = null;
    drawing = null;
    readings.add(new TagReading.Confirmed(tag, current.id()));
  }
}
