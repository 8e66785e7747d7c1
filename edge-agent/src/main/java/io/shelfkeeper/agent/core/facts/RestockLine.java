package io.shelfkeeper.agent.core.facts;

/**
 * One product of a delivery.
 *
 * @param expected packages that should have come, 0 if nobody expected any
 * @param seen by how much its count rose, negative if it fell
 */
public record RestockLine(String bay, String sku, int expected, int seen) {}
