package io.shelfkeeper.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens at the lockers in a minute: a courier, a forgery, a jam, force, an order that the
 * agent does not survive, and one that comes too late. Tells what it does; judges nothing.
 */
final class LockerStory {
  /** The last one is at the machine's own pins, the others at a board. */
  private static final int LOCKERS = 4;

  private static final long PULSE_MILLIS = 60_000;

  /** The coils of one supply pull one at a time: a backend that asks sooner is told busy. */
  private static final long REST_MILLIS = 2_000;

  /** Putting a parcel in takes a moment, and a lamp has to be seen. */
  private static final long PARCEL_MILLIS = 1_000;

  private final LiveShop shop;
  private final Teller teller;
  private final Errands errands;
  private final OrderLedger orders;
  private final List<Locker> lockers;
  private int underWay;
  private long lastEndMillis;

  LockerStory(LiveShop shop, List<Locker> lockers, Teller teller, Errands errands) {
    if (lockers.size() < LOCKERS) {
      throw new IllegalStateException(
          "the demo needs " + LOCKERS + " lockers, and its site file has " + lockers.size());
    }
    this.shop = shop;
    this.lockers = lockers;
    this.teller = teller;
    this.errands = errands;
    this.orders = shop.orders();
  }

  /**
   * @param second a sixtieth of the round, in milliseconds
   */
  void plan(long start, long second) {
    errands.at(start + 4 * second, this::mayOrder, this::courier);
    online(start + 10 * second, this::forgery);
    errands.at(start + 12 * second, this::mayOrder, this::jam);
    errands.at(start + 23 * second, this::force);
    online(start + 43 * second, this::tooLate);
  }

  /** An order waits at a broker for an agent that is away, and is too old when it comes back. */
  private void online(long millis, Runnable deed) {
    errands.at(millis, shop::agentIsOnline, deed);
  }

  /** Whether a lock may be ordered: on a busy machine errands come late and then close together. */
  boolean mayOrder() {
    boolean rested = System.currentTimeMillis() >= lastEndMillis + REST_MILLIS;
    return underWay == 0 && rested && shop.agentIsOnline();
  }

  /** Whether every order was answered: one that the network swallows has no outcome. */
  boolean allAnswered() {
    return underWay == 0;
  }

  private void courier() {
    Locker locker = lockers.getLast();
    teller.tell("A courier stands before " + locker.door() + "; the backend orders its release.");
    order(
        Order.GENUINE,
        locker,
        id -> {
          long shutMillis = System.currentTimeMillis() + PARCEL_MILLIS;
          errands.at(
              shutMillis,
              () -> shut(locker, "The courier puts a parcel in and shuts " + locker.door() + "."));
          teller.tell("The network brings the same order once more. Nothing moves.");
          shop.tellBackend("again " + id);
        });
  }

  private void forgery() {
    Locker locker = lockers.get(1);
    teller.tell("Somebody forges an order for " + locker.door() + ".");
    underWay++;
    int before = unnamed();
    shop.tellBackend(Order.FORGED + " --lock " + locker.lock());
    errands.when(() -> unnamed() > before, () -> underWay--);
  }

  private void jam() {
    Locker locker = lockers.get(1);
    teller.tell("The latch of " + locker.door() + " is jammed; the backend orders its release.");
    simulate("jam --door " + locker.door() + " --is on");
    order(
        Order.GENUINE,
        locker,
        id -> {
          teller.tell("Somebody frees the latch of " + locker.door() + ".");
          simulate("jam --door " + locker.door() + " --is off");
        });
  }

  private void force() {
    Locker locker = lockers.get(2);
    teller.tell("Somebody breaks " + locker.door() + " open.");
    simulate("force --door " + locker.door());
    errands.at(
        System.currentTimeMillis() + 1500, () -> shut(locker, locker.door() + " is pushed shut."));
  }

  /**
   * An order is given, and as soon as the coil draws current the agent dies: before it can know
   * what became of it, if we are quick.
   *
   * @param death kills it
   */
  void orderAndDeath(Runnable death) {
    Locker locker = lockers.getFirst();
    teller.tell("The backend orders the release of " + locker.door() + " again.");
    int before = shop.truth().pulses().size();
    order(Order.GENUINE, locker, id -> shut(locker, "The courier shuts " + locker.door() + "."));
    Patience.until(PULSE_MILLIS, () -> shop.truth().pulses().size() > before);
    death.run();
  }

  private void tooLate() {
    Locker locker = lockers.get(1);
    teller.tell("An order for " + locker.door() + " comes that was signed long ago.");
    order(Order.LATE, locker, id -> {});
  }

  private void order(String kind, Locker locker, Consumer<String> whenEnded) {
    underWay++;
    int before = orders.orders().size();
    shop.tellBackend(kind + " --lock " + locker.lock());
    errands.when(
        () -> id(before, kind).flatMap(orders::outcome).isPresent(),
        () -> {
          underWay--;
          lastEndMillis = System.currentTimeMillis();
          whenEnded.accept(id(before, kind).orElseThrow());
        });
  }

  private Optional<String> id(int before, String kind) {
    return orders.orders().stream()
        .skip(before)
        .filter(order -> order.kind().equals(kind))
        .map(Order::id)
        .findFirst();
  }

  /** Refusals of what is not authentic: they name nothing. */
  private int unnamed() {
    return (int) orders.outcomes().stream().filter(end -> end.order().isEmpty()).count();
  }

  /** A latch that is still withdrawn cannot snap in: then a moment later. */
  private void shut(Locker locker, String what) {
    errands.when(() -> isShut(locker), () -> teller.tell(what));
  }

  private boolean isShut(Locker locker) {
    try {
      simulate("shut --door " + locker.door());
      return true;
    } catch (IllegalArgumentException e) {
      return !String.valueOf(e.getMessage()).contains("withdrawn");
    }
  }

  private void simulate(String words) {
    try {
      shop.simulator().tell(words);
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not hear us", e);
    }
  }
}
