package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.Fact;
import org.jspecify.annotations.Nullable;

/** What the audit log says of a fact. Ids and words of the contract, never names of people. */
final class AuditWords {
  private AuditWords() {}

  /** Null for what is not about orders, alarms or configuration: goods are counted elsewhere. */
  static @Nullable AuditLine of(Fact fact) {
    return switch (fact) {
      case Fact.OrderDone f -> done(f);
      case Fact.OrderRefused f ->
          line(AuditKind.ORDER, "order/" + f.order(), "refused " + f.code());
      case Fact.DocumentRefused f ->
          line(AuditKind.CONFIGURATION, "document/" + f.document(), "refused " + f.code());
      case Fact.TrustChanged f ->
          line(AuditKind.CONFIGURATION, "trust", f.version() + " " + String.join(" ", f.keys()));
      case Fact.PricesStaged f ->
          line(AuditKind.CONFIGURATION, "prices/" + f.version(), "staged " + f.activeFrom());
      case Fact.PricesActive f -> line(AuditKind.CONFIGURATION, "prices/" + f.version(), "active");
      case Fact.PlanogramStaged f ->
          line(AuditKind.CONFIGURATION, "planogram/" + f.version(), "staged " + f.apply());
      case Fact.PlanogramActive f ->
          line(AuditKind.CONFIGURATION, "planogram/" + f.version(), "active");
      case Fact.CellCalibrated f ->
          line(AuditKind.CONFIGURATION, "cell/" + f.cell(), "calibrated " + f.method());
      case Fact.WeightLearned f ->
          line(AuditKind.CONFIGURATION, "product/" + f.sku(), "weight " + f.why());
      case Fact.DoorForced f -> alarm("door/" + f.door(), "forced");
      case Fact.DoorHeld f -> alarm("door/" + f.door(), "held");
      case Fact.DoorJammed f -> alarm("door/" + f.door(), "jammed order/" + f.order());
      case Fact.SensorStuck f -> alarm("door/" + f.door(), f.sensor() + " stuck " + f.reads());
      case Fact.SupplyLow f -> alarm("supply/" + f.supply(), "low");
      case Fact.Tampered f -> alarm("device", f.what());
      case Fact.FaultOpened f -> alarm(f.device(), f.kind() + " opened");
      case Fact.FaultClosed f -> alarm(f.device(), f.kind() + " closed");
      case Fact.RolledBack f ->
          alarm("lane/" + f.seenIn().word(), "rolled_back " + f.backendSeq() + " " + f.ownSeq());
      // These two the log itself knows more about, see AuditLog.
      case Fact.IncarnationStarted f -> null;
      case Fact.AuditCheckpoint f -> null;
      case Fact.ExternalNoted f -> null; // the word of another program proves nothing here
      case Fact.DoorOpened f -> null;
      case Fact.DoorShut f -> null;
      // What a tag showed and when is kept with the tag.
      case Fact.PriceConfirmed f -> null;
      case Fact.PriceMismatch f -> null;
      case Fact.TagSilent f -> null;
      case Fact.TagBatteryLow f -> null;
      case Fact.CampaignPlanned f -> null;
      case Fact.CampaignProgress f -> null;
      case Fact.CampaignEnded f -> null;
      case Fact.StockMoved f -> null;
      case Fact.RestockEnded f -> null;
      case Fact.WeightUnexplained f -> null;
      case Fact.StockLow f -> null;
      case Fact.StockOut f -> null;
      case Fact.StockRecovered f -> null;
      case Fact.BayMeasured f -> null;
      case Fact.DeviceMeasured f -> null;
      case Fact.TemperatureMeasured f -> null;
      case Fact.Dropped f -> null;
      case Fact.Salvaged f -> null;
      case Fact.SalvageEnded f -> null;
    };
  }

  /** The answer to a repeat says nothing new. */
  private static @Nullable AuditLine done(Fact.OrderDone f) {
    if (f.repeated()) {
      return null;
    }
    String outcome = f.why().isEmpty() ? f.outcome().word() : f.outcome().word() + " " + f.why();
    return line(AuditKind.ORDER, "order/" + f.order(), f.target() + " " + outcome);
  }

  private static AuditLine alarm(String subject, String detail) {
    return line(AuditKind.ALARM, subject, detail);
  }

  private static AuditLine line(AuditKind kind, String subject, String detail) {
    return new AuditLine(kind, subject, detail);
  }
}
