package io.shelfkeeper.deploy.demo;

/** A coil drew current once. */
public record Pulse(String lock, long atMillis) {}
