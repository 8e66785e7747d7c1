package io.shelfkeeper.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Write first, act second, and what happens when writing fails. */
class EventLoopTest {
  private static final Input ORDER =
      new Input.MessageArrived(1, 5, Channel.DN_ORDER, false, new byte[] {1});

  private final LoopBench bench = new LoopBench();

  @Test
  void anOrderIsAcknowledgedAfterItsRowIsCommitted() {
    bench.loop.start();
    bench.log.clear();
    bench.inbox.offer(ORDER);
    bench.loop.turn();
    assertTrue(bench.log.indexOf("acknowledge 5") > bench.log.indexOf("commit"), "" + bench.log);
  }

  @Test
  void aTurnIsOneCommit() {
    bench.loop.start();
    bench.log.clear();
    for (int i = 0; i < 10; i++) {
      bench.inbox.offer(ORDER);
    }
    bench.loop.turn();
    assertEquals(1, bench.log.stream().filter(line -> line.equals("commit")).count());
  }

  @Test
  void nothingIsDoneWhenTheCommitFails() {
    bench.loop.start();
    bench.log.clear();
    bench.failure = new JournalFailure(JournalFailure.Kind.FULL, "disk full", null);
    bench.inbox.offer(ORDER);
    assertThrows(JournalFailure.class, bench.loop::turn);
    assertEquals(List.of(), bench.log);
  }

  @Test
  void aFailedJournalEndsTheAgentWithItsOwnCode() {
    bench.failure = new JournalFailure(JournalFailure.Kind.BROKEN, "io error", null);
    bench.loop.run();
    assertEquals(List.of(EventLoop.JOURNAL_FAILED), bench.codes);
    assertTrue(bench.notices.getLast().contains("io error"), bench.notices.getLast());
  }

  @Test
  void theImpossibleEndsTheAgentAndSaysWhere() {
    bench.inbox.post(new Input.SamplesLost(99, 1));
    bench.loop.run();
    assertEquals(List.of(EventLoop.BROKEN), bench.codes);
    assertTrue(bench.notices.getLast().contains(" at "), bench.notices.getLast());
  }

  @Test
  void whoIsAskedToStopSaysGoodByeAndEndsWithZero() {
    bench.inbox.post(new Input.StopAsked());
    bench.loop.run();
    assertEquals(List.of(EventLoop.STOPPED), bench.codes);
    assertEquals(List.of("ready", "progress", "stopping"), bench.watchdog);
  }

  @Test
  void blocksGoBackToTheirBus() {
    bench.loop.start();
    bench.inbox.post(new Input.Samples(0, new SampleBlock(4)));
    bench.loop.turn();
    assertTrue(bench.log.contains("recycle 0"), "" + bench.log);
  }

  @Test
  void everyTurnIsProgress() {
    bench.loop.start();
    bench.loop.turn();
    bench.loop.turn();
    assertEquals(List.of("progress", "progress"), bench.watchdog);
  }

  @Test
  void aQuestionIsAnsweredInTheSameTurn() {
    bench.loop.start();
    bench.inbox.offer(new Input.StatusAsked(7));
    bench.loop.turn();
    assertEquals(List.of(7L), bench.answered);
  }

  @Test
  void theLoopBelongsToOneThread() throws InterruptedException {
    bench.loop.start();
    Thread[] other = new Thread[1];
    Throwable[] seen = new Throwable[1];
    other[0] = Thread.ofPlatform().unstarted(() -> bench.loop.turn());
    other[0].setUncaughtExceptionHandler((thread, e) -> seen[0] = e);
    other[0].start();
    other[0].join();
    assertTrue(seen[0] instanceof Invariant.Broken, "" + seen[0]);
  }

  @Test
  void droppedRowsAreAnAlarmSaidOnce() {
    LoopBench bench = new LoopBench();
    bench.loop.start();
    for (int turn = 0; turn < 3; turn++) {
      bench.dropped = 40;
      bench.loop.turn();
    }
    assertEquals(1, bench.notices.stream().filter(n -> n.contains("rows_dropped")).count());
  }

  @Test
  void theCoreHearsThatRoomLacksBeforeRowsAreDropped() {
    LoopBench bench = new LoopBench();
    bench.loop.start();
    bench.loop.turn();
    assertFalse(bench.log.contains("shed"));
    bench.dropped = 1;
    bench.loop.turn();
    assertTrue(bench.log.contains("shed"));
  }

  @Test
  void aFullDiskIsSaidOnceAndItsEndToo() {
    LoopBench bench = new LoopBench();
    bench.loop.start();
    bench.isShort = true;
    bench.loop.turn();
    bench.loop.turn();
    assertEquals(1, bench.notices.stream().filter(n -> n.contains("is full")).count());
    int before = bench.notices.size();
    bench.isShort = false;
    bench.loop.turn();
    assertEquals(before + 1, bench.notices.size());
  }
}
