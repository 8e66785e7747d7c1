package io.shelfkeeper.agent.loop;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where all threads hand over to the loop, in order of arrival. Never grows without end, and never
 * makes a bus or the broker wait.
 *
 * <table>
 * <caption>What happens when there is no room</caption>
 * <tr><td>orders and documents</td><td>turned away, and answered as busy</td></tr>
 * <tr><td>watermarks, queries</td><td>not taken; a later one says the same and more</td></tr>
 * <tr><td>questions of people</td><td>not taken; they ask again</td></tr>
 * <tr><td>counters of devices, lost samples</td><td>added to the one that waits</td></tr>
 * <tr><td>samples</td><td>bounded by their blocks</td></tr>
 * <tr><td>notes of other programs</td><td>bounded by what a connection may send ahead</td></tr>
 * <tr><td>faults, connection, answers</td><td>never lost; too many to be true end the
 * agent</td></tr>
 * </table>
 */
public final class Inbox implements Inputs {
  static final int MESSAGES_MAX = 64;
  static final int TURNED_AWAY_MAX = 64;
  static final int WATERMARKS_MAX = 256;
  static final int QUESTIONS_MAX = 16;

  /** More than all devices of a shop and a full window can say in a minute. */
  static final int ALL_MAX = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Slot> queue = new ArrayDeque<>();
  private final Map<Object, Slot> mergeable = new HashMap<>();
  private int messages;
  private int turnedAway;
  private int watermarks;
  private int questions;
  private boolean flooded;

  /** Why the loop has to end; empty as long as it has not. */
  private String impossible = "";

  /** A place in the queue; what waits in it may still grow. */
  private static final class Slot {
    private final @Nullable Object key;
    private Input input;

    Slot(@Nullable Object key, Input input) {
      this.key = key;
      this.input = input;
    }
  }

  @Override
  public void post(Input input) {
    lock.lock();
    try {
      switch (input) {
        case Input.DeviceCounted counted -> merge(counted.device(), counted);
        case Input.SamplesLost lost -> merge(lost.bus(), lost);
        default -> add(null, input);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the loop once. */
  @Override
  public void postAll(List<Input> inputs) {
    lock.lock();
    try {
      inputs.forEach(this::post);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean offer(Input input) {
    lock.lock();
    try {
      return switch (input) {
        case Input.MessageArrived message -> message(message);
        case Input.StatusAsked question -> take(question, questions, QUESTIONS_MAX);
        case Input.StaffAsked question -> take(question, questions, QUESTIONS_MAX);
        default -> take(input, watermarks, WATERMARKS_MAX);
      };
    } finally {
      lock.unlock();
    }
  }

  private boolean message(Input.MessageArrived message) {
    Input answerOnly =
        new Input.MessageTurnedAway(message.attempt(), message.token(), message.channel());
    return take(message, messages, MESSAGES_MAX) || take(answerOnly, turnedAway, TURNED_AWAY_MAX);
  }

  private boolean take(Input input, int waiting, int max) {
    if (waiting >= max) {
      return false;
    }
    add(null, input);
    return true;
  }

  private void merge(Object key, Input input) {
    Slot waiting = mergeable.get(key);
    if (waiting == null) {
      mergeable.put(key, add(key, input));
      return;
    }
    waiting.input =
        switch (input) {
          case Input.DeviceCounted b when waiting.input instanceof Input.DeviceCounted a ->
              new Input.DeviceCounted(
                  a.device(), a.polls() + b.polls(), a.failures() + b.failures());
          case Input.SamplesLost b when waiting.input instanceof Input.SamplesLost a ->
              new Input.SamplesLost(a.bus(), a.count() + b.count());
          default -> throw new IllegalStateException("not made to be added up: " + input);
        };
  }

  private Slot add(@Nullable Object key, Input input) {
    Slot slot = new Slot(key, input);
    if (queue.size() < ALL_MAX) {
      queue.addLast(slot);
      count(input, 1);
    } else {
      flooded = true;
    }
    arrived.signal();
    return slot;
  }

  /**
   * Something impossible was seen on another thread: the loop ends at its next turn, before it
   * takes anything more.
   */
  public void end(String why) {
    lock.lock();
    try {
      impossible = why;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves what waits to {@code batch}, the oldest first, at most {@code max}.
   *
   * @throws Invariant.Broken if something had to be thrown away that must not get lost, or another
   *     thread saw the impossible
   */
  public void take(List<Input> batch, int max) {
    lock.lock();
    try {
      Invariant.check(impossible.isEmpty(), impossible);
      Invariant.check(!flooded, "more than " + ALL_MAX + " inputs waited for the loop");
      for (int i = 0; i < max && !queue.isEmpty(); i++) {
        Slot slot = queue.removeFirst();
        if (slot.key != null) {
          mergeable.remove(slot.key);
        }
        count(slot.input, -1);
        batch.add(slot.input);
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(Input input, int change) {
    switch (input) {
      case Input.MessageArrived i -> messages += change;
      case Input.MessageTurnedAway i -> turnedAway += change;
      case Input.StatusAsked i -> questions += change;
      case Input.StaffAsked i -> questions += change;
      case Input.Acknowledged i -> watermarks += change;
      case Input.StateAsked i -> watermarks += change;
      case Input.MessageUnreadable i -> watermarks += change;
      default -> {}
    }
  }

  /** Waits until something is there, at most so long. */
  public void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (queue.isEmpty() && impossible.isEmpty() && left > 0) {
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Inputs that wait. */
  public int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }
}
