package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.tags.StationPlan;
import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagSetup;
import io.shelfkeeper.agent.core.tags.campaign.CampaignSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says to the core what the site file says of price tags, and reads the files of their labels. */
public final class TagSetups {
  /** For stations that leave the check-in to their tags. */
  private static final int CHECK_IN_MINUTES = 60;

  private TagSetups() {}

  /** Without tags where the files of their labels cannot be used: see {@link #problems}. */
  static TagSetup of(SiteFile site) {
    LabelLook look = site.tags().isEmpty() ? null : look(site, new ArrayList<>());
    List<SiteFile.Device> stations = site.stations();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < stations.size(); i++) {
      numbers.put(stations.get(i).id(), i);
    }
    SiteFile.Labels labels = site.labels();
    SiteFile.Prices prices = site.prices();
    Map<String, List<String>> planned = planned(site);
    return new TagSetup(
        stations.stream().map(TagSetups::station).toList(),
        look == null
            ? List.of()
            : site.tags().stream()
                .map(
                    tag ->
                        tag(site, tag, planned, Objects.requireNonNull(numbers.get(tag.station()))))
                .toList(),
        look,
        site.products().stream()
            .collect(
                Collectors.toMap(
                    SiteFile.Product::sku,
                    product ->
                        new LabelText.Product(product.sku(), product.name(), product.gtin()))),
        labels == null ? LabelText.GS1 : labels.link(),
        prices == null ? ChargeRule.CONFIRMED : prices.charge(),
        site.zone(),
        doors(site),
        planned);
  }

  /** What belongs in each bay: skus, in order. */
  private static Map<String, List<String>> planned(SiteFile site) {
    return site.bays().stream()
        .collect(
            Collectors.toMap(
                SiteFile.Bay::id,
                bay -> bay.products().stream().map(SiteFile.Planned::sku).toList()));
  }

  /** How prices change. */
  static CampaignSetup campaigns(SiteFile site) {
    SiteFile.Prices prices = site.prices();
    if (prices == null || site.tags().isEmpty()) {
      return CampaignSetup.none();
    }
    Map<String, Integer> fixtureOfBay = new HashMap<>();
    List<SiteFile.Fixture> fixtures = site.fixtures();
    for (int i = 0; i < fixtures.size(); i++) {
      for (SiteFile.Bay bay : fixtures.get(i).bays()) {
        fixtureOfBay.put(bay.id(), i);
      }
    }
    return new CampaignSetup(
        prices.byFixture(),
        prices.earlyPercent(),
        fixtures.stream().map(SiteFile.Fixture::id).toList(),
        fixtureOfBay);
  }

  /** What keeps labels from being drawn, ready to be read by people. */
  public static List<String> problems(SiteFile site) {
    List<String> problems = new ArrayList<>();
    if (!site.tags().isEmpty()) {
      look(site, problems);
    }
    return problems;
  }

  /** How labels look, or null if their files cannot be used or the site has no tags. */
  public static @Nullable LabelLook look(SiteFile site) {
    return site.tags().isEmpty() ? null : look(site, new ArrayList<>());
  }

  /** Fonts of the shop's own. */
  public static List<Path> fonts(SiteFile site) {
    SiteFile.Labels labels = site.labels();
    return labels == null ? List.of() : new LabelFiles(labels.folder()).fonts();
  }

  private static @Nullable LabelLook look(SiteFile site, List<String> problems) {
    SiteFile.Labels labels = Objects.requireNonNull(site.labels(), "tags without labels");
    LabelFiles files = new LabelFiles(labels.folder());
    Optional<LabelWords> words = files.words(labels.language());
    Map<Glass, LabelTemplate> templates = new HashMap<>();
    for (SiteFile.Tag tag : site.tags()) {
      if (!templates.containsKey(tag.glass())) {
        files
            .template(tag.glass().width(), tag.glass().height())
            .ifPresent(template -> templates.put(tag.glass(), template));
      }
    }
    problems.addAll(files.problems());
    return words.isEmpty() || !files.problems().isEmpty()
        ? null
        : new LabelLook(words.get(), templates, fonts(files));
  }

  /** Changes with the shop's own fonts: a letter may look otherwise then. */
  private static String fonts(LabelFiles files) {
    return files.fonts().stream()
        .map(font -> font.getFileName() + " " + font.toFile().length())
        .collect(Collectors.joining(", "));
  }

  private static StationPlan station(SiteFile.Device device) {
    SiteFile.Station station = Objects.requireNonNull(device.station());
    int minutes = station.checkInMinutes() == 0 ? CHECK_IN_MINUTES : station.checkInMinutes();
    return station.silentSeconds() == 0
        ? new StationPlan(device.id(), device.bus(), minutes)
        : new StationPlan(device.id(), device.bus(), minutes, station.silentSeconds());
  }

  private static TagPlan tag(
      SiteFile site, SiteFile.Tag tag, Map<String, List<String>> all, int station) {
    return new TagPlan(
        tag.id(),
        station,
        tag.model(),
        tag.glass(),
        tag.bay(),
        shown(site, tag, all.getOrDefault(tag.bay(), List.of())),
        tag.reserve());
  }

  /**
   * Where a planogram has put other goods into its bay: those that no tag there shows, one for each
   * tag in order; the first of the bay where tags are left over.
   */
  private static String shown(SiteFile site, SiteFile.Tag tag, List<String> planned) {
    if (planned.isEmpty() || planned.contains(tag.sku())) {
      return tag.sku();
    }
    List<SiteFile.Tag> here =
        site.tags().stream().filter(other -> other.bay().equals(tag.bay())).toList();
    List<String> shown = here.stream().map(SiteFile.Tag::sku).toList();
    List<String> left = planned.stream().filter(sku -> !shown.contains(sku)).toList();
    int place = here.stream().filter(other -> !planned.contains(other.sku())).toList().indexOf(tag);
    return place < left.size() ? left.get(place) : planned.getFirst();
  }

  private static Map<Integer, List<String>> doors(SiteFile site) {
    List<String> locks = site.locks().all().stream().map(SiteFile.Lock::id).toList();
    Map<Integer, List<String>> doors = new HashMap<>();
    for (SiteFile.Fixture fixture : site.fixtures()) {
      for (SiteFile.Door door : fixture.doors()) {
        doors.put(locks.indexOf(door.lock()), door.opens());
      }
    }
    return doors;
  }
}
