package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Dice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All price tags of a shop, by their names. */
public final class Tags {
  private static final int BATTERY_MAX = 5_000;

  private final PlayedTag.Drawn drawn;
  private final Map<String, PlayedTag> tags = new LinkedHashMap<>();

  /** Told what a tag shows each time when it has drawn. */
  public interface OnGlass {
    void shows(TagPlan plan, Glass glass);
  }

  public Tags(OnGlass onGlass) {
    drawn = onGlass::shows;
  }

  /**
   * A radio node with its tags.
   *
   * @param usualNanos how often tags come when nobody tells them otherwise
   */
  public RadioNode node(
      String id,
      RadioNode.Build build,
      List<TagPlan> plans,
      long usualNanos,
      long seed,
      Troubles troubles) {
    RadioNode node = new RadioNode(id, build, troubles);
    for (TagPlan plan : plans) {
      TagKind kind = TagKind.of(plan.model());
      if (kind == null || !plan.tag().matches("[0-9A-Fa-f]{16}")) {
        throw new IllegalArgumentException(
            "Tag %s: nothing plays a tag of the kind %s.".formatted(plan.tag(), plan.model()));
      }
      Dice dice = new Dice(seed, "tag " + plan.tag());
      tags.put(plan.tag(), new RadioTag(plan, kind, node, usualNanos, dice, drawn));
    }
    return node;
  }

  /** A display that is a tag itself. */
  public Display display(String id, TagPlan plan, Troubles troubles) {
    Display display = new Display(id, plan, troubles, drawn);
    tags.put(plan.tag(), display);
    return display;
  }

  /** Takes a tag out of reach, or brings it back. */
  public void silent(String tag, boolean is, long nanos) throws CannotDo {
    tag(tag).silent(is, nanos);
  }

  /** Takes the battery of a tag out and puts it in again. */
  public void restart(String tag, long nanos) throws CannotDo {
    tag(tag).restart(nanos);
  }

  /**
   * @param millivolts 0 to 5,000
   */
  public void battery(String tag, int millivolts, long nanos) throws CannotDo {
    if (millivolts < 0 || millivolts > BATTERY_MAX) {
      throw new CannotDo("No battery of a tag has " + millivolts + " mV", "Say 0 to 5000");
    }
    tag(tag).battery(millivolts, nanos);
  }

  /** How many of the frames of all tags are lost, 0 to 1. */
  public void loss(double share, long nanos) throws CannotDo {
    if (!(share >= 0 && share <= 1)) {
      throw new CannotDo("Not " + share + " of all frames can be lost", "Say 0 to 1");
    }
    tags.values().forEach(tag -> tag.loss(share, nanos));
  }

  /** In the order of the plans. */
  public List<TagState> states(long nanos) {
    return tags.values().stream().map(tag -> tag.state(nanos)).toList();
  }

  private PlayedTag tag(String name) throws CannotDo {
    PlayedTag tag = tags.get(name);
    if (tag == null) {
      throw new CannotDo("No tag " + name + " in this shop", "Name one of these: " + tags.keySet());
    }
    return tag;
  }
}
