package io.shelfkeeper.agent.doctor;

/**
 * One line of the wiring table.
 *
 * @param bus id of the bus
 * @param port path or address of its port
 * @param address on the bus; 0 if the row speaks of the port itself
 * @param device id in the site file, empty for a stranger
 * @param cell the cell that it weighs, empty if none
 * @param found what answered, in a few words
 * @param advice what to do, a sentence; empty if nothing
 */
public record WiringRow(
    String bus,
    String port,
    int address,
    String device,
    String cell,
    String found,
    Verdict verdict,
    String advice) {

  /** Whether nothing has to be done. */
  public boolean isGood() {
    return verdict == Verdict.GOOD;
  }
}
