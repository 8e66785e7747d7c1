package io.shelfkeeper.agent.core.trust;

/** Hears why a document changes nothing. */
public interface Refusing {

  /**
   * @param document its name, as far as it is believed; else empty
   * @param code one word for programs
   * @param change what its sender has to change, for people
   */
  void refused(String document, String code, String change);
}
