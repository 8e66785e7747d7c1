package io.shelfkeeper.agent.local;

/**
 * Who answers a question about the status.
 *
 * @param version of the agent
 */
public record Identity(String site, String device, String version) {}
