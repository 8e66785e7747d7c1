package io.shelfkeeper.agent.loop;

import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Broker;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.SilentPayloads;
import io.shelfkeeper.agent.ports.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A loop among ports that only write down what is asked of them. */
final class LoopBench extends SilentPayloads implements Journal, Broker, Buses, Watchdog {
  boolean isShort;
  long dropped;
  final Inbox inbox = new Inbox();
  final List<String> log = new ArrayList<>();
  final List<String> watchdog = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final List<Integer> codes = new ArrayList<>();
  final List<Long> answered = new ArrayList<>();
  final EventLoop loop;
  @Nullable JournalFailure failure;

  LoopBench() {
    StockSetup stock = new StockSetup(10, List.of(), List.of(), List.of(), List.of());
    AgentSetup setup =
        new AgentSetup(stock, List.of(), List.of("b0"), DoorsPlan.NONE, false, 60_000);
    AuditSetup audit = new AuditSetup(Map.of(), List.of(), new VectorKey());
    SplittableRandom random = new SplittableRandom(1);
    Agent agent = new Agent(setup, audit, open(), random::nextLong);
    Moment now = new Moment(1_800_000_000_000L, 1_000_000_000L, ClockTrust.TRUSTED);
    Outside outside =
        new Outside(
            this,
            this,
            this,
            () -> now,
            this,
            this,
            (level, text) -> notices.add(text),
            (token, status, use) -> answered.add(token),
            (connection, upTo) -> log.add("durable " + connection + "/" + upTo),
            (token, answer) -> log.add("told " + token));
    loop = new EventLoop(agent, inbox, outside, codes::add);
  }

  @Override
  public Recovered open() {
    return new Recovered(null, 1, Map.of(), Map.of(), 0, null);
  }

  @Override
  public void commit(List<Effect.Durable> effects) {
    if (failure != null) {
      throw failure;
    }
    log.add("commit");
  }

  @Override
  public boolean isShort() {
    return isShort;
  }

  @Override
  public boolean lacksRoom() {
    return dropped > 0;
  }

  @Override
  public void shed() {
    log.add("shed");
  }

  @Override
  public Dropped takeDropped() {
    Dropped now = new Dropped(dropped, Input.Shortage.DISK);
    dropped = 0;
    return now;
  }

  @Override
  public JournalUse use() {
    return new JournalUse(0, 0, Long.MAX_VALUE, 0, 0);
  }

  @Override
  public SalvageChunk salvage(String folder, Lane lane, long afterSeq, int limit) {
    return SalvageChunk.UNREADABLE;
  }

  @Override
  public void endSalvage(String folder) {}

  @Override
  public List<OutboxRow> rows(Lane lane, long fromSeq, int limit) {
    return List.of();
  }

  @Override
  public void connect(long attempt) {
    log.add("connect " + attempt);
  }

  @Override
  public void disconnect(long attempt, String why) {
    log.add("disconnect " + attempt);
  }

  @Override
  public boolean publish(long attempt, long token, Channel channel, byte[] payload) {
    log.add("publish " + channel);
    return true;
  }

  @Override
  public void flush() {}

  @Override
  public void acknowledge(long attempt, long token) {
    log.add("acknowledge " + token);
  }

  @Override
  public void start() {}

  @Override
  public void actuate(Actuation actuation) {
    throw new IllegalStateException("no lock is wired, so no order can have come this far");
  }

  @Override
  public void show(Effect.ShowLabel label) {}

  @Override
  public void show(Effect.ShowSignal signal) {}

  @Override
  public void recycle(int bus, SampleBlock block) {
    log.add("recycle " + bus);
  }

  @Override
  public Written write(Fact fact) {
    return new Written("t", "", new byte[0]);
  }

  @Override
  public byte[] event(OutboxRow row) {
    return new byte[0];
  }

  @Override
  public byte[] birth(Effect.PublishBirth birth) {
    return new byte[0];
  }

  @Override
  public byte[] state(StateReport state) {
    return new byte[0];
  }

  @Override
  public byte[] challenge(Effect.PublishChallenge challenge) {
    return new byte[0];
  }

  @Override
  public Input read(Channel channel, byte[] payload) {
    return new Input.MessageUnreadable(channel, "not here");
  }

  @Override
  public void ready() {
    watchdog.add("ready");
  }

  @Override
  public void progress() {
    watchdog.add("progress");
  }

  @Override
  public void stopping() {
    watchdog.add("stopping");
  }

  @Override
  public void close() {}
}
