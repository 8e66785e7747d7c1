package io.shelfkeeper.deploy.demo;

import java.util.List;
import java.util.Map;

/** What the backend knows, from MQTT alone. */
public interface Ledger {
  /** Movements in the order in which the backend took them over, with when it acknowledged them. */
  List<Move> moves();

  /** The stock that the backend believes in. */
  Map<Move.Place, Integer> counts();

  /** What the backend noted since the last call, in plain words. */
  List<String> news();
}
