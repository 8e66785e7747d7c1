package io.shelfkeeper.agent.core.tags;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets worlds look into what the journal says of a tag. */
public final class TagStates {
  private final Tag tag;

  /**
   * @param state as the journal has it, null if it has nothing
   */
  public TagStates(TagPlan plan, byte @Nullable [] state) {
    tag = new Tag(0, plan);
    if (state != null) {
      tag.restore(state);
    }
  }

  /** The label of a job's name. */
  public static Label ofJob(String job) {
    Label label = Label.ofJob(job);
    if (label == null) {
      throw new AssertionError("no job of ours: " + job);
    }
    return label;
  }

  public boolean isForgotten() {
    return tag.isForgotten();
  }

  /** The only label that it can show by this, or null. */
  public @Nullable Label known() {
    return tag.isKnown() ? tag.confirmed() : null;
  }

  /** Whether it may show this label by what is written. */
  public boolean mayShow(Label shown) {
    return isForgotten()
        || Stream.concat(Stream.ofNullable(tag.confirmed()), sent().stream())
            .anyMatch(shown::looksLike);
  }

  private List<Label> sent() {
    return tag.sent();
  }
}
