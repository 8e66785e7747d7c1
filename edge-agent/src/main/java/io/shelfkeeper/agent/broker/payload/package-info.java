/**
 * The words of the contract with the backend: facts to CloudEvents in JSON, and the backend's
 * answers to inputs. Nothing here knows MQTT; every name written here stands in {@code
 * edge-agent/contract}.
 */
package io.shelfkeeper.agent.broker.payload;
