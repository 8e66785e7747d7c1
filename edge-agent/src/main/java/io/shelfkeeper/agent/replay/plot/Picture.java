package io.shelfkeeper.agent.replay.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;

/**
 * A replay to look at: for each shelf its cells over time, what the engine said of them and how
 * sure it was, and what really happened. Needs no screen. Never holds the samples themselves.
 */
public final class Picture {
  private static final int WIDTH = 1800;
  private static final int SHELF_HEIGHT = 420;
  private static final int FRAME_HEIGHT = 130;

  /** More would be a picture that nobody can look at. */
  private static final int SHELVES_MAX = 6;

  private final String title;
  private final long fromMillis;
  private final long toMillis;
  private final List<String> shelfOfCell;
  private final List<String> cells;
  private final List<Envelope> streams = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Happened> happened = new ArrayList<>();

  /**
   * @param fromMillis first time to draw, as in the recording
   * @param toMillis last time to draw; {@code Long.MAX_VALUE} for all
   * @param cells names of the cells
   * @param shelfOfCell the shelf of each
   */
  public Picture(
      String title, long fromMillis, long toMillis, List<String> cells, List<String> shelfOfCell) {
    this.title = title;
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
    this.cells = List.copyOf(cells);
    this.shelfOfCell = List.copyOf(shelfOfCell);
    cells.forEach(cell -> streams.add(new Envelope()));
  }

  /** A sample; what is no number or outside the time drawn is left out. */
  public void sample(int cell, long millis, double grams) {
    if (isDrawn(millis) && Double.isFinite(grams)) {
      streams.get(cell).add(millis, grams);
    }
  }

  public void add(Told event) {
    if (isDrawn(event.millis())) {
      told.add(event);
    }
  }

  public void add(Happened event) {
    if (isDrawn(event.fromMillis())) {
      happened.add(event);
    }
  }

  private boolean isDrawn(long millis) {
    return millis >= fromMillis && millis <= toMillis;
  }

  /**
   * Draws a PNG.
   *
   * @throws IOException if the file cannot be written, or nothing can be drawn on this machine
   */
  public void write(Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<String> shelves = shelves();
    try (OutputStream out = Files.newOutputStream(file)) {
      ChartUtils.writeBufferedImageAsPNG(out, draw(shelves));
    } catch (LinkageError | InternalError e) {
      // What a Java without fonts throws; there is nothing better to catch.
      throw new IOException(
          "No picture can be drawn here: "
              + e.getMessage()
              + ". Check that fonts are installed (packages fontconfig and fonts-dejavu-core).",
          e);
    }
  }

  /** Those where something happens; all if nothing does. */
  private List<String> shelves() {
    List<String> all = shelfOfCell.stream().distinct().toList();
    List<String> busy =
        all.stream()
            .filter(
                shelf ->
                    told.stream().anyMatch(one -> one.shelf().equals(shelf))
                        || happened.stream().anyMatch(one -> one.shelf().equals(shelf)))
            .toList();
    List<String> drawn = busy.isEmpty() ? all : busy;
    return drawn.subList(0, Math.min(drawn.size(), SHELVES_MAX));
  }

  private BufferedImage draw(List<String> shelves) {
    NumberAxis time = new NumberAxis("seconds");
    time.setAutoRangeIncludesZero(false);
    time.setLowerMargin(0.01);
    time.setUpperMargin(0.01);
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(time);
    plot.setGap(14);
    for (String shelf : shelves) {
      plot.add(shelf(shelf).plot());
    }
    plot.setFixedLegendItems(Colours.legend(!happened.isEmpty()));
    JFreeChart chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 16), plot, true);
    chart.addSubtitle(subtitle(shelves.size()));
    chart.setBackgroundPaint(Color.WHITE);
    int height = FRAME_HEIGHT + SHELF_HEIGHT * shelves.size();
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    graphics.dispose();
    return image;
  }

  private ShelfPlot shelf(String shelf) {
    ShelfPlot plot = new ShelfPlot(shelf);
    for (int cell = 0; cell < cells.size(); cell++) {
      if (shelfOfCell.get(cell).equals(shelf)) {
        plot.add(cells.get(cell), streams.get(cell));
      }
    }
    told.stream().filter(one -> one.shelf().equals(shelf)).forEach(plot::add);
    happened.stream().filter(one -> one.shelf().equals(shelf)).forEach(plot::add);
    return plot;
  }

  private TextTitle subtitle(int drawn) {
    int all = (int) shelfOfCell.stream().distinct().count();
    String text =
        "said above each line with its confidence"
            + (happened.isEmpty() ? "" : ", what really happened below")
            + (drawn < all ? "; " + (all - drawn) + " quiet shelves are not drawn" : "");
    TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    title.setHorizontalAlignment(HorizontalAlignment.CENTER);
    return title;
  }
}
