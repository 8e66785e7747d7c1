package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;

/** Audit logs to spoil. */
public final class Chains {
  private Chains() {}

  /** Entries as the agent would write them. */
  public static List<AuditEntry> entries(int count) {
    AuditChain chain = new AuditChain(3, AuditHead.EMPTY);
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Moment at = new Moment(1_800_000_000_000L + i, i * 1_000L, ClockTrust.LOWER_BOUND);
      entries.add(chain.append(new AuditLine(AuditKind.ALARM, "door/C" + i, "forced"), at));
    }
    return entries;
  }

  public static Fact.AuditCheckpoint signed(AuditEntry entry) {
    return Checkpoints.sign(new AuditPoint(entry.number(), entry.hash()), new VectorKey());
  }
}
