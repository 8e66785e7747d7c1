package io.shelfkeeper.agent.replay.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * One shelf: its cells as lines, a vertical line for each thing said, a shade for each thing that
 * happened. A shelf of one cell shows grams as they came; of several, each cell's change since the
 * beginning, because their loads lie far apart.
 */
final class ShelfPlot {
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final BasicStroke THIN = new BasicStroke(1.3f);
  private static final BasicStroke LINE = new BasicStroke(2f);
  private static final BasicStroke DASHED =
      new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {5}, 0);

  /** So much of the height is for words, above and below the lines. */
  private static final double ABOVE = 0.5;

  private static final double BELOW = 0.32;

  /** A hand that presses for half a second must not make the goods too small to see. */
  private static final double SHARE_SHOWN = 0.98;

  private static final double GRAMS_SHOWN_MIN = 20;

  /** Labels closer than this share of the width would cover each other. */
  private static final double LABEL_SHARE = 0.009;

  private final String shelf;
  private final List<String> names = new ArrayList<>();
  private final List<Envelope> streams = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Happened> happened = new ArrayList<>();

  ShelfPlot(String shelf) {
    this.shelf = shelf;
  }

  void add(String cell, Envelope stream) {
    names.add(cell);
    streams.add(stream);
  }

  void add(Told one) {
    told.add(one);
  }

  void add(Happened one) {
    happened.add(one);
  }

  XYPlot plot() {
    boolean one = streams.size() == 1;
    NumberAxis grams =
        new NumberAxis(one ? shelf + ", grams" : shelf + ", change of each cell, grams");
    List<double[][]> lines = new ArrayList<>();
    DefaultXYDataset data = new DefaultXYDataset();
    for (int i = 0; i < streams.size(); i++) {
      lines.add(line(streams.get(i), one ? 0 : first(streams.get(i))));
      data.addSeries(names.get(i), lines.getLast());
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < streams.size(); i++) {
      renderer.setSeriesPaint(i, Colours.cell(i));
      renderer.setSeriesStroke(i, THIN);
    }
    XYPlot plot = new XYPlot(data, null, grams, renderer);
    plot.setBackgroundPaint(Colours.PAPER);
    plot.setDomainGridlinePaint(Colours.GRID);
    plot.setRangeGridlinePaint(Colours.GRID);
    double[] shown = shown(lines);
    double span = Math.max(GRAMS_SHOWN_MIN, shown[1] - shown[0]);
    double top = shown[1] + ABOVE * span;
    double bottom = shown[0] - (happened.isEmpty() ? 0.05 : BELOW) * span;
    grams.setRange(bottom, top);
    double apart = LABEL_SHARE * seconds(lines);
    truth(plot, bottom, apart);
    said(plot, top, apart);
    if (!one) {
      names(plot, lines, shown, seconds(lines));
    }
    return plot;
  }

  private static double first(Envelope stream) {
    for (int i = 0; i < stream.size(); i++) {
      if (!stream.isEmpty(i)) {
        return (stream.low(i) + stream.high(i)) / 2;
      }
    }
    return 0;
  }

  /** Times and grams: one point where a stretch knows one value, two where it knows a range. */
  private static double[][] line(Envelope stream, double zero) {
    double[][] line = new double[2][2 * stream.size()];
    int n = 0;
    for (int i = 0; i < stream.size(); i++) {
      if (!stream.isEmpty(i)) {
        line[0][n] = stream.seconds(i);
        line[1][n++] = stream.low(i) - zero;
        if (stream.high(i) > stream.low(i)) {
          line[0][n] = stream.seconds(i);
          line[1][n++] = stream.high(i) - zero;
        }
      }
    }
    return new double[][] {Arrays.copyOf(line[0], n), Arrays.copyOf(line[1], n)};
  }

  /** Lowest and highest value worth showing. */
  private static double[] shown(List<double[][]> lines) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[][] line : lines) {
      double[] y = line[1].clone();
      if (y.length > 0) {
        Arrays.sort(y);
        int cut = (int) ((1 - SHARE_SHOWN) / 2 * y.length);
        low = Math.min(low, y[cut]);
        high = Math.max(high, y[y.length - 1 - cut]);
      }
    }
    return low <= high ? new double[] {low, high} : new double[] {0, 1};
  }

  private static double seconds(List<double[][]> lines) {
    double longest = 1;
    for (double[][] line : lines) {
      int n = line[0].length;
      longest = n < 2 ? longest : Math.max(longest, line[0][n - 1] - line[0][0]);
    }
    return longest;
  }

  private void said(XYPlot plot, double top, double apart) {
    double last = Double.NEGATIVE_INFINITY;
    for (Told one : told) {
      double at = one.millis() / 1000.0;
      Color colour = Colours.of(one);
      ValueMarker line = new ValueMarker(at, colour, one.corrects() ? DASHED : LINE);
      line.setAlpha(1);
      plot.addDomainMarker(line, Layer.FOREGROUND);
      String text =
          String.format(java.util.Locale.ROOT, "%s  %.3f", one.text(), floor(one.confidence()));
      // Beside its line, pushed on where the one before is too near: order tells which is which.
      last = Math.max(at, last + apart);
      plot.addAnnotation(label(text, last, top, colour, TextAnchor.TOP_RIGHT));
    }
  }

  /** Never rounded up: 1.000 would promise too much. */
  private static double floor(double confidence) {
    return Math.floor(confidence * 1000) / 1000;
  }

  private void truth(XYPlot plot, double bottom, double apart) {
    double last = Double.NEGATIVE_INFINITY;
    for (Happened one : happened) {
      double from = one.fromMillis() / 1000.0;
      IntervalMarker shade =
          new IntervalMarker(from, one.toMillis() / 1000.0, Colours.TRUTH, THIN, null, null, 0.35f);
      plot.addDomainMarker(shade, Layer.BACKGROUND);
      last = Math.max(from, last + apart);
      plot.addAnnotation(label(one.text(), last, bottom, Colours.TRUTH, TextAnchor.BOTTOM_LEFT));
    }
  }

  /** Upright words: read from below. */
  private static XYTextAnnotation label(
      String text, double x, double y, Color colour, TextAnchor anchor) {
    XYTextAnnotation label = new XYTextAnnotation(text, x, y);
    label.setFont(LABEL);
    label.setPaint(colour.darker());
    label.setRotationAngle(-Math.PI / 2);
    label.setRotationAnchor(anchor);
    label.setTextAnchor(anchor);
    return label;
  }

  /** A cell that ends elsewhere than it began is named at its end. */
  private void names(XYPlot plot, List<double[][]> lines, double[] shown, double seconds) {
    for (int s = 0; s < lines.size(); s++) {
      double[][] line = lines.get(s);
      int last = line[0].length - 1;
      double y = last < 0 ? 0 : line[1][last];
      if (last >= 0 && Math.abs(y) > 0.03 * (shown[1] - shown[0])) {
        double x = line[0][last] - 0.002 * seconds;
        XYTextAnnotation name = new XYTextAnnotation(names.get(s), x, y);
        name.setFont(LABEL);
        name.setPaint(Colours.cell(s));
        name.setTextAnchor(TextAnchor.BOTTOM_RIGHT);
        plot.addAnnotation(name);
      }
    }
  }
}
