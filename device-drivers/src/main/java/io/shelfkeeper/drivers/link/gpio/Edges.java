package io.shelfkeeper.drivers.link.gpio;

/** Hears of edges of one line, in the thread of its chip; must return at once. */
public interface Edges {
  /**
   * @param rising where the wire went
   */
  void edge(boolean rising);

  /**
   * @param count edges of this line that are known to have gone by unseen just now
   */
  void lost(long count);

  /** The chip is gone: nothing will be heard any more. */
  void ended();
}
