package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;

/**
 * What was learned of one node and the tags around it: when they come, how often they come in vain,
 * how long a picture takes. Lengths of time in seconds.
 */
final class NodeHabits {
  /** Two blocks of a picture, each asked for, sent and awaited: an estimate from the firmware. */
  private static final double TRANSFER_SECONDS = 1.8;

  /** A tag that has the picture confirms at once. */
  private static final double KNOWN_SECONDS = 0.5;

  private static final double LOSS = 0.05;

  /** A tag confirms until it is answered. */
  private static final double HEARING = 0.99;

  private static final float GUESS = 4;

  /** With so many seen, nothing has to be guessed of them. */
  private static final float RETRIES_KNOWN = 10;

  /** What a tag waits that was not answered: a guess at its firmware. */
  private static final double[] RETRY_MINUTES = {0.7, 1, 2, 5};

  /** Of a node that is known too little the shop is believed, as if it had been seen so often. */
  private static final float WEIGHT_OF_SHOP = 100;

  /** From one check-in to the next, as a share of the tag's own interval. */
  final Spread idle = new Spread();

  /** From a check-in in vain to the next one, in minutes. */
  final Spread retry = new Spread();

  /** The same, guessed from check-ins that came so late that one before them was not heard. */
  final Spread hidden = new Spread();

  /** From the check-in to the confirmation of a picture that was fetched. */
  final Spread transfer = new Spread();

  /** The same, of a picture that the tag had already. */
  final Spread known = new Spread();

  /** Intervals of its tags, in minutes; of a node only, never of a shop. */
  final Spread interval = new Spread();

  /** How often a picture was there when its tag came, and how often it was taken. */
  private final Share taken = new Share();

  /** How often a picture was taken, and how often that was heard. */
  private final Share heard = new Share();

  /** How often something was true, of late. */
  private static final class Share {
    private static final int FULL = 2_000;

    private double all;
    private double yes;

    void add(double all, double yes) {
      this.all += all;
      this.yes += yes;
      if (this.all > FULL) {
        this.all /= 2;
        this.yes /= 2;
      }
    }

    double value() {
      return all <= 0 ? 1 - LOSS : Math.clamp(yes / all, 0.05, 1);
    }

    void write(StateWriter out) {
      out.real(all).real(yes);
    }

    void read(StateReader in) {
      all = in.real();
      yes = in.real();
    }
  }

  /** What is believed of a shop before anything was seen. */
  static NodeHabits guessed() {
    NodeHabits guess = new NodeHabits();
    guess.idle.add(1, GUESS * (float) (1 - LOSS));
    guess.idle.add(2, GUESS * (float) LOSS);
    guess.transfer.add(TRANSFER_SECONDS, GUESS);
    guess.known.add(KNOWN_SECONDS, GUESS);
    for (double minutes : RETRY_MINUTES) {
      guess.retry.add(minutes, 1f / RETRY_MINUTES.length);
    }
    guess.taken.add(GUESS, GUESS * (1 - LOSS));
    guess.heard.add(GUESS, GUESS * HEARING);
    return guess;
  }

  /** This node as far as it is known, and the shop where it is not. */
  NodeHabits filledFrom(NodeHabits shop) {
    NodeHabits both = new NodeHabits();
    fill(both.idle, idle, shop.idle);
    fill(both.retry, retry, shop.retry);
    both.retry.add(
        shop.hidden, Math.clamp(RETRIES_KNOWN - both.retry.total(), 0, shop.hidden.total()));
    fill(both.transfer, transfer, shop.transfer);
    fill(both.known, known, shop.known);
    fill(both.taken, taken, shop.taken);
    fill(both.heard, heard, shop.heard);
    return both;
  }

  /** Adds what is known of a node to what is known of a shop. */
  void learn(NodeHabits node) {
    Spread[] own = spreads();
    Spread[] more = node.spreads();
    for (int i = 0; i < own.length; i++) {
      own[i].add(more[i], Math.min(WEIGHT_OF_SHOP, more[i].total()));
    }
    taken.add(node.taken.all, node.taken.yes);
    heard.add(node.heard.all, node.heard.yes);
  }

  private static void fill(Spread into, Spread own, Spread shop) {
    into.add(own, own.total());
    into.add(shop, Math.min(WEIGHT_OF_SHOP, shop.total()));
  }

  private static void fill(Share into, Share own, Share shop) {
    into.add(own.all, own.yes);
    into.add(WEIGHT_OF_SHOP, WEIGHT_OF_SHOP * shop.value());
  }

  /** A picture was there when its tag came. */
  void offered(boolean isTaken) {
    taken.add(1, isTaken ? 1 : 0);
  }

  /** A picture was taken. */
  void delivered(boolean isHeard) {
    heard.add(1, isHeard ? 1 : 0);
  }

  /** Probability that a tag which comes takes the picture that is there for it. */
  double success() {
    return taken.value();
  }

  /** Probability that it is heard when a tag has taken its picture. */
  double hearing() {
    return heard.value();
  }

  void write(StateWriter out) {
    for (Spread spread : spreads()) {
      spread.write(out);
    }
    taken.write(out);
    heard.write(out);
  }

  /**
   * @throws StateReader.Unreadable if that is nothing we wrote
   */
  void read(StateReader in) {
    for (Spread spread : spreads()) {
      spread.read(in);
    }
    taken.read(in);
    heard.read(in);
  }

  private Spread[] spreads() {
    return new Spread[] {idle, retry, hidden, transfer, known, interval};
  }
}
