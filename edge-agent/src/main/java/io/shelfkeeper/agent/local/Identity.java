package io.shelfkeeper.agent.local;

/**
 * Who answers a question about the status.
 *
 * @param version of the agent
 * @param key the device's public key in base64url
 */
public record Identity(String site, String device, String version, String key) {}
