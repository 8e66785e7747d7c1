package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import org.jspecify.annotations.Nullable;

/** Says what a tag shows for a price. */
public final class LabelMaker {
  private final TagSetup setup;

  public LabelMaker(TagSetup setup) {
    this.setup = setup;
  }

  /**
   * The label of a tag, or null if the site has no such product. A product without a price gets a
   * label that says so: what was on the glass before must not be believed.
   *
   * @param version of the price list
   * @param note the list's own
   */
  public JobOrder.@Nullable Drawn of(
      TagPlan tag, @Nullable Price price, String currency, long version, String note) {
    PriceCurrency money = PriceCurrency.of(currency);
    LabelText.Product product = setup.products().get(tag.sku());
    LabelLook look = setup.look();
    if (product == null || look == null) {
      return null;
    }
    if (price == null || money == null) {
      LabelDrawing drawing =
          new LabelDrawing(tag.glass(), LabelText.withoutPrice(product, setup.link()));
      return new JobOrder.Drawn(Label.withoutPrice(look.hash(drawing), version), drawing);
    }
    LabelDrawing drawing =
        new LabelDrawing(
            tag.glass(), LabelText.of(product, price, money, note, look.words(), setup.link()));
    return new JobOrder.Drawn(
        new Label(look.hash(drawing), version, price.minor(), money.code()), drawing);
  }
}
