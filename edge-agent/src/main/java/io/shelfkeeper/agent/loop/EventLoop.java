package io.shelfkeeper.agent.loop;

import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one loop: takes what waits, lets the core step, writes all facts of the turn in one
 * transaction, and only then acts. Never acts on what is not written, and never goes on after a
 * commit that failed: the core has moved on, and only a fresh start brings both together again.
 */
public final class EventLoop implements Runnable {
  /** Ended because it was asked to. */
  public static final int STOPPED = 0;

  /** Ended because the next life of the agent shall begin at once. */
  public static final int AGAIN = 100;

  /** Ended because something impossible was seen. */
  public static final int BROKEN = 70;

  /** Ended because the journal cannot be written. */
  public static final int JOURNAL_FAILED = 74;

  private static final int BATCH_MAX = 256;
  private static final long WAIT_MAX_NANOS = 2 * Moment.NANOS_PER_SECOND;

  // For the process.
  private final Agent agent;
  private final Inbox inbox;
  private final Outside outside;
  private final Deeds deeds;
  private final IntConsumer ended;
  private @Nullable Thread owner;

  // For this turn.
  private final List<Input> batch = new ArrayList<>();
  private final List<Input> answers = new ArrayList<>();
  private final Effects effects = new Effects();
  private boolean stopping;
  private boolean isShort;

  /**
   * @param ended hears with which code the loop has ended; called once, on this thread
   */
  public EventLoop(Agent agent, Inbox inbox, Outside outside, IntConsumer ended) {
    this.agent = agent;
    this.inbox = inbox;
    this.outside = outside;
    this.deeds = new Deeds(outside);
    this.ended = ended;
  }

  /** The life of the loop's thread. */
  @Override
  public void run() {
    int code = BROKEN;
    try {
      start();
      outside.watchdog().ready();
      while (turn()) {
        inbox.await(waitNanos());
      }
      code = stopping ? STOPPED : AGAIN;
    } catch (Journal.JournalFailure e) {
      code = JOURNAL_FAILED;
      lastWords("The journal failed (" + e.kind() + ") and the agent ends: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lastWords("The loop was interrupted and ends. Check who stops threads in this process.");
    } catch (RuntimeException | Error e) {
      lastWords("The agent met the impossible and ends: " + trace(e));
    } finally {
      if (code != AGAIN) {
        outside.watchdog().stopping();
      }
      ended.accept(code);
    }
  }

  private void lastWords(String text) {
    outside.notices().say(Effect.Notice.Level.ERROR, text);
  }

  /** Where it happened, in one line: the next start wipes out all other evidence. */
  private static String trace(Throwable e) {
    StringBuilder line = new StringBuilder(e.toString());
    StackTraceElement[] stack = e.getStackTrace();
    for (int i = 0; i < Math.min(12, stack.length); i++) {
      line.append(" at ").append(stack[i]);
    }
    return line.toString();
  }

  /** The first turn: what the core says and wishes before any input. */
  public void start() {
    bind();
    agent.start(outside.clock().now(), effects);
    settle();
    isShort = outside.journal().isShort();
    step(outside.clock().now(), new Input.RoomChanged(isShort));
    settle();
  }

  /**
   * One turn without waiting.
   *
   * @return false after the turn in which the agent was asked to stop, or wants to start anew
   */
  public boolean turn() {
    bind();
    Moment now = outside.clock().now();
    batch.clear();
    inbox.take(batch, BATCH_MAX);
    for (Input input : batch) {
      step(now, input);
    }
    if (!stopping && !agent.startsAnew() && now.nanos() >= agent.nextWakeNanos()) {
      step(now, new Input.Tick());
    }
    settle();
    lookForRoom();
    outside.watchdog().progress();
    return !stopping && !agent.startsAnew();
  }

  private void lookForRoom() {
    boolean was = isShort;
    isShort = outside.journal().isShort();
    if (isShort != was) {
      step(outside.clock().now(), new Input.RoomChanged(isShort));
      settle();
    }
    if (outside.journal().lacksRoom()) {
      step(outside.clock().now(), new Input.RoomLacks());
      settle();
      outside.journal().shed();
    }
    Journal.Dropped dropped = outside.journal().takeDropped();
    if (dropped.events() > 0) {
      step(outside.clock().now(), new Input.RowsDropped(dropped.events(), dropped.cause()));
      settle();
    }
  }

  private void step(Moment now, Input input) {
    agent.step(now, input, effects);
    switch (input) {
      case Input.Samples samples -> outside.buses().recycle(samples.bus(), samples.block());
      case Input.StopAsked stop -> stopping = true;
      default -> {}
    }
  }

  /** Writes, then acts, until no deed leads to anything more in this turn. */
  private void settle() {
    do {
      if (!effects.durables().isEmpty()) {
        outside.journal().commit(List.copyOf(effects.durables()));
      }
      List<Effect.Deed> wishes = List.copyOf(effects.deeds());
      effects.clear();
      answers.clear();
      deeds.begin();
      for (Effect.Deed wish : wishes) {
        deeds.act(wish, answers);
      }
      if (!wishes.isEmpty()) {
        outside.broker().flush();
      }
      Moment now = outside.clock().now();
      for (Input answer : answers) {
        agent.step(now, answer, effects);
      }
    } while (!effects.durables().isEmpty() || !effects.deeds().isEmpty());
  }

  /** How long nothing is due if nothing arrives. */
  private long waitNanos() {
    long left = agent.nextWakeNanos() - outside.clock().now().nanos();
    return Math.clamp(left, 0, WAIT_MAX_NANOS);
  }

  /** When the core wants its next {@code Tick}, for a clock that does not run by itself. */
  public long nextWakeNanos() {
    return agent.nextWakeNanos();
  }

  private void bind() {
    if (owner == null) {
      owner = Thread.currentThread();
    }
    Invariant.check(owner == Thread.currentThread(), "two threads drive the loop");
  }
}
