package io.shelfkeeper.agent.ports;

/**
 * What the journal holds.
 *
 * @param usedBytes of its file, without what lies free within it
 * @param unusedBytes what lies free within its file, and is used before the file grows
 * @param budgetBytes a journal that uses more drops telemetry
 * @param rows rows that wait
 * @param droppedRows numbers among those that wait whose rows were dropped
 */
public record JournalUse(
    long usedBytes, long unusedBytes, long budgetBytes, long rows, long droppedRows) {
  /**
   * What it may still grow by, within its budget and on its file system; 0 or more.
   *
   * @param freeBytes what the file system still has
   */
  public long roomBytes(long freeBytes) {
    return Math.max(0, Math.min(freeBytes + unusedBytes, budgetBytes - usedBytes));
  }
}
