package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.Glasses;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.labels.LabelPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws a label into a file, as it will look on the glass. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = {
      "Draws the label of a bay by the site file's prices, pixel for pixel as the tag will show it.",
      "Own templates and words: put files of the same names into the folder that the site file names",
      "under \"labels\"; --print-template gives one to begin with."
    })
final class LabelCommand implements Callable<Integer> {
  private static final int ZOOM_MAX = 16;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "the site file")
  private Path config = Path.of("");

  @Option(names = "--bay", paramLabel = "BAY", description = "the bay, such as A3")
  private @Nullable String bay;

  @Option(
      names = "--sku",
      paramLabel = "SKU",
      description = "which of the bay's products; the first one that has a price if not given")
  private @Nullable String sku;

  @Option(
      names = "--tag",
      paramLabel = "TYPE",
      description =
          "type of the tag, such as 33, or its pixels; if not given, that of the bay's tag, or"
              + " 296x128")
  private @Nullable String tag;

  @Option(names = "--out", paramLabel = "FILE", description = "the PNG to write")
  private @Nullable Path out;

  @Option(
      names = "--zoom",
      paramLabel = "N",
      defaultValue = "1",
      description = "pixels of the file for each of the tag, up to " + ZOOM_MAX)
  private int zoom;

  @Option(
      names = "--print-template",
      description = "prints the template for this tag instead of drawing")
  private boolean template;

  @Override
  public Integer call() throws IOException {
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> draw(accepted.site());
      case SiteFiles.Refused refused ->
          CheckCommand.tell(config, refused.problems(), spec.commandLine().getOut());
    };
  }

  private int draw(SiteFile site) throws IOException {
    Optional<SiteLabels> labels = SiteLabels.of(site);
    Optional<Glass> glass = glass(site);
    if (labels.isEmpty()) {
      return wrong(
          "%s has no labels. Add \"prices: …\" and \"labels: …\" as in the sample site file."
              .formatted(config));
    }
    if (glass.isEmpty()) {
      return wrong(
          "There is no tag type %s. Give two digits of the type, or pixels such as 296x128."
              .formatted(tag));
    }
    if (template) {
      spec.commandLine()
          .getOut()
          .print(labels.get().files().templateText(glass.get().width(), glass.get().height()));
      spec.commandLine().getOut().flush();
      return ExitCode.DONE;
    }
    Path file = out;
    if (bay == null || file == null || zoom < 1 || zoom > ZOOM_MAX) {
      return wrong(
          "Say which --bay and where --out to, and a --zoom of 1 to %d.".formatted(ZOOM_MAX));
    }
    List<String> skus = skus(site, bay);
    Optional<Price> price =
        skus.stream()
            .filter(one -> sku == null || sku.equals(one))
            .flatMap(one -> labels.get().price(one).stream())
            .findFirst();
    return price.isEmpty()
        ? wrong(
            skus.isEmpty()
                ? "There is no bay %s in %s.".formatted(bay, config)
                : "No product of bay %s that was asked for has a price in %s: %s."
                    .formatted(bay, config, String.join(", ", skus)))
        : write(labels.get(), price.get(), glass.get(), file);
  }

  /** As asked for; else that of the bay's first tag, or a common one. */
  private Optional<Glass> glass(SiteFile site) {
    return tag != null
        ? Glasses.of(tag)
        : Optional.of(
            site.tags().stream()
                .filter(one -> one.bay().equals(bay))
                .map(SiteFile.Tag::glass)
                .findFirst()
                .orElse(Glasses.COMMON));
  }

  private static List<String> skus(SiteFile site, String bay) {
    return site.bays().stream()
        .filter(one -> one.id().equals(bay))
        .flatMap(one -> one.products().stream())
        .map(SiteFile.Planned::sku)
        .toList();
  }

  private int write(SiteLabels labels, Price price, Glass glass, Path file) throws IOException {
    Optional<String> missing = labels.missing(price);
    if (missing.isPresent()) {
      return wrong(missing.get());
    }
    Optional<LabelPicture> picture = labels.picture(price, glass);
    if (picture.isEmpty()) {
      labels.files().problems().forEach(this::wrong);
      return ExitCode.WRONG;
    }
    try (OutputStream stream = Files.newOutputStream(file)) {
      picture.get().png(stream, glass.inks(), zoom);
    }
    PrintWriter lines = spec.commandLine().getOut();
    lines.printf(
        "%s: the label of %s, %d x %d pixels.%n", file, price.sku(), glass.width(), glass.height());
    picture
        .get()
        .cut()
        .forEach(
            part ->
                lines.printf(
                    "warning: there is no room for all of \"%s\" on it. Make its box larger, or the text shorter.%n",
                    part));
    return ExitCode.DONE;
  }

  private int wrong(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.WRONG;
  }
}
