package io.shelfkeeper.agent.broker.payload;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Retention;

/**
 * The CloudEvents types of this contract. A type's meaning never changes; a changed one gets the
 * next version and a new line here.
 */
public enum EventType {
  STOCK_MOVED("stock.moved.v1"),
  STOCK_UNEXPLAINED("stock.unexplained.v1"),
  STOCK_LOW("stock.low.v1"),
  STOCK_OUT("stock.out.v1"),
  STOCK_RECOVERED("stock.recovered.v1"),
  RESTOCK_ENDED("restock.ended.v1"),
  ORDER_DONE("order.done.v1"),
  DOOR_OPENED("door.opened.v1"),
  DOOR_SHUT("door.shut.v1"),
  DOOR_FORCED("door.forced.v1"),
  DOOR_HELD("door.held.v1"),
  DOOR_JAMMED("door.jammed.v1"),
  DOOR_SENSOR_STUCK("door.sensor_stuck.v1"),
  SUPPLY_LOW("supply.low.v1"),
  DEVICE_TAMPERED("device.tampered.v1"),
  ORDER_REFUSED("order.refused.v1"),
  DOCUMENT_REFUSED("document.refused.v1"),
  TRUST_CHANGED("trust.changed.v1"),
  PRICES_STAGED("prices.staged.v1"),
  PRICES_ACTIVE("prices.active.v1"),
  PLANOGRAM_STAGED("planogram.staged.v1"),
  PLANOGRAM_ACTIVE("planogram.active.v1"),
  PRICE_CONFIRMED("price.confirmed.v1", Retention.NEWEST),
  PRICE_MISMATCH("price.mismatch.v1", Retention.NEWEST),
  TAG_SILENT("tag.silent.v1", Retention.NEWEST),
  TAG_BATTERY_LOW("tag.battery_low.v1", Retention.NEWEST),
  CAMPAIGN_PLANNED("campaign.planned.v1"),
  CAMPAIGN_PROGRESS("campaign.progress.v1", Retention.NEWEST),
  CAMPAIGN_ENDED("campaign.ended.v1"),
  CELL_CALIBRATED("cell.calibrated.v1"),
  WEIGHT_LEARNED("weight.learned.v1"),
  AUDIT_CHECKPOINT("audit.checkpoint.v1"),
  FAULT_OPENED("fault.opened.v1"),
  FAULT_CLOSED("fault.closed.v1"),
  JOURNAL_ROLLED_BACK("journal.rolled_back.v1"),
  JOURNAL_INCARNATION_STARTED("journal.incarnation_started.v1"),
  JOURNAL_DROPPED("journal.dropped.v1"),
  JOURNAL_SALVAGED("journal.salvaged.v1"),
  JOURNAL_SALVAGE_ENDED("journal.salvage_ended.v1"),
  BAY_MEASURED("bay.measured.v1", Retention.NEWEST),
  DEVICE_MEASURED("device.measured.v1", Retention.DROPPABLE),
  TEMPERATURE_MEASURED("temperature.measured.v1", Retention.DROPPABLE),
  EXTERNAL_NOTED("external.noted.v1", Retention.DROPPABLE),
  CHALLENGE_ISSUED("challenge.issued.v1"),
  STOCK_STATE("stock.state.v1"),
  DEVICE_BORN("device.born.v1"),
  DEVICE_GONE("device.gone.v1");

  private final String word;
  private final Retention retention;

  EventType(String word) {
    this(word, Retention.NEVER_DROPPED);
  }

  EventType(String word, Retention retention) {
    this.word = "io.shelfkeeper." + word;
    this.retention = retention;
  }

  /**
   * What may become of a row in the lane of telemetry; nothing is ever dropped of the others.
   *
   * @param word as on the wire; a type of another release is never dropped
   */
  public static Retention retentionOf(String word) {
    for (EventType type : values()) {
      if (type.word.equals(word)) {
        return type.retention;
      }
    }
    return Retention.NEVER_DROPPED;
  }

  /** The name on the wire, such as {@code io.shelfkeeper.stock.moved.v1}. */
  public String word() {
    return word;
  }

  public static EventType of(Fact fact) {
    return switch (fact) {
      case Fact.StockMoved f -> STOCK_MOVED;
      case Fact.WeightUnexplained f -> STOCK_UNEXPLAINED;
      case Fact.StockLow f -> STOCK_LOW;
      case Fact.StockOut f -> STOCK_OUT;
      case Fact.StockRecovered f -> STOCK_RECOVERED;
      case Fact.RestockEnded f -> RESTOCK_ENDED;
      case Fact.OrderDone f -> ORDER_DONE;
      case Fact.OrderRefused f -> ORDER_REFUSED;
      case Fact.DoorOpened f -> DOOR_OPENED;
      case Fact.DoorShut f -> DOOR_SHUT;
      case Fact.DoorForced f -> DOOR_FORCED;
      case Fact.DoorHeld f -> DOOR_HELD;
      case Fact.DoorJammed f -> DOOR_JAMMED;
      case Fact.SensorStuck f -> DOOR_SENSOR_STUCK;
      case Fact.SupplyLow f -> SUPPLY_LOW;
      case Fact.Tampered f -> DEVICE_TAMPERED;
      case Fact.DocumentRefused f -> DOCUMENT_REFUSED;
      case Fact.TrustChanged f -> TRUST_CHANGED;
      case Fact.PricesStaged f -> PRICES_STAGED;
      case Fact.PricesActive f -> PRICES_ACTIVE;
      case Fact.PlanogramStaged f -> PLANOGRAM_STAGED;
      case Fact.PlanogramActive f -> PLANOGRAM_ACTIVE;
      case Fact.PriceConfirmed f -> PRICE_CONFIRMED;
      case Fact.PriceMismatch f -> PRICE_MISMATCH;
      case Fact.TagSilent f -> TAG_SILENT;
      case Fact.TagBatteryLow f -> TAG_BATTERY_LOW;
      case Fact.CampaignPlanned f -> CAMPAIGN_PLANNED;
      case Fact.CampaignProgress f -> CAMPAIGN_PROGRESS;
      case Fact.CampaignEnded f -> CAMPAIGN_ENDED;
      case Fact.CellCalibrated f -> CELL_CALIBRATED;
      case Fact.WeightLearned f -> WEIGHT_LEARNED;
      case Fact.AuditCheckpoint f -> AUDIT_CHECKPOINT;
      case Fact.FaultOpened f -> FAULT_OPENED;
      case Fact.FaultClosed f -> FAULT_CLOSED;
      case Fact.RolledBack f -> JOURNAL_ROLLED_BACK;
      case Fact.IncarnationStarted f -> JOURNAL_INCARNATION_STARTED;
      case Fact.BayMeasured f -> BAY_MEASURED;
      case Fact.DeviceMeasured f -> DEVICE_MEASURED;
      case Fact.TemperatureMeasured f -> TEMPERATURE_MEASURED;
      case Fact.ExternalNoted f -> EXTERNAL_NOTED;
      case Fact.Dropped f -> JOURNAL_DROPPED;
      case Fact.Salvaged f -> JOURNAL_SALVAGED;
      case Fact.SalvageEnded f -> JOURNAL_SALVAGE_ENDED;
    };
  }
}
