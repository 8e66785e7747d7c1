package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.Thermometer;

/**
 * One temperature probe on a bus.
 *
 * @param device the site file's id
 */
public record ProbeChannel(String device, Thermometer thermometer) {}
