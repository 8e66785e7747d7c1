package io.shelfkeeper.agent.labels;

import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.drivers.api.TagPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Draws labels in one thread of its own, which the site's stations ask; the loop never waits for
 * it. Keeps the pictures drawn last: a tag fetches its own in pieces, and neighbours show the same.
 */
public final class LabelWorker implements AutoCloseable {
  /** The first label takes longest: fonts are opened, while everything else starts, too. */
  private static final long WAIT_MILLIS = 10_000;

  private static final int QUEUE_MAX = 256;

  /** Some 32 to 300 pictures, by their size. */
  private static final int KEPT_PIXELS_MAX = 4_000_000;

  private record Wish(LabelDrawing drawing, CompletableFuture<TagPicture> picture) {}

  private final LabelLook look;
  private final List<Path> ownFonts;
  private final ArrayBlockingQueue<Wish> wishes = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;

  // of the thread
  private final LinkedHashMap<LabelDrawing, TagPicture> kept = new LinkedHashMap<>(64, 0.75f, true);
  private int keptPixels;
  private @Nullable LabelPainter painter;

  /**
   * @param ownFonts of the shop
   */
  public LabelWorker(LabelLook look, List<Path> ownFonts) {
    this.look = look;
    this.ownFonts = List.copyOf(ownFonts);
    thread = Thread.ofPlatform().name("labels").daemon().unstarted(this::work);
    thread.start();
  }

  /**
   * The picture of a label, always the same. Waits for it, at most ten seconds.
   *
   * @throws IllegalStateException if it was not drawn in time, or cannot be
   */
  public TagPicture draw(LabelDrawing drawing) {
    Wish wish = new Wish(drawing, new CompletableFuture<>());
    try {
      if (!wishes.offer(wish, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("too many labels wait to be drawn");
      }
      return wish.picture.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      wish.picture.cancel(false);
      throw new IllegalStateException("a label was not drawn within ten seconds", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a label cannot be drawn: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the agent ends", e);
    }
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Wish wish = wishes.take();
        if (!wish.picture.isDone()) {
          carryOut(wish);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void carryOut(Wish wish) {
    try {
      wish.picture.complete(picture(wish.drawing));
    } catch (IOException | RuntimeException | Error e) {
      // Fonts need libraries of the machine: without them the shop goes on, and the tag is a fault.
      wish.picture.completeExceptionally(e);
    }
  }

  private TagPicture picture(LabelDrawing drawing) throws IOException {
    TagPicture known = kept.get(drawing);
    if (known != null) {
      return known;
    }
    if (painter == null) {
      painter = new LabelPainter(new Fonts(ownFonts));
    }
    LabelPicture label =
        painter.paint(look.template(drawing.glass()), drawing.text(), look.words());
    if (!label.missing().isEmpty()) {
      Logger.warn(
          "A label shows boxes: no font has \"{}\". sku={}. Put a font (.ttf) into the labels' folder.",
          label.missing(),
          drawing.text().sku());
    }
    TagPicture picture = label.planes();
    kept.put(drawing, picture);
    keptPixels += pixels(picture);
    var oldest = kept.entrySet().iterator();
    while (keptPixels > KEPT_PIXELS_MAX && kept.size() > 1) {
      Map.Entry<LabelDrawing, TagPicture> gone = oldest.next();
      keptPixels -= pixels(gone.getValue());
      oldest.remove();
    }
    return picture;
  }

  private static int pixels(TagPicture picture) {
    return picture.width() * picture.height();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
