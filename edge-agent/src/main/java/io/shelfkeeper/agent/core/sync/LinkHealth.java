package io.shelfkeeper.agent.core.sync;

/**
 * How the way to the backend is doing, for whoever reports faults.
 *
 * @param connected whether the broker accepted the newest connection
 * @param attempts tries to connect since the start
 * @param asked how often the backend was asked for its watermarks without an answer
 * @param refusals publications that the broker refused in a row
 * @param resends how often rows were sent again because the backend was silent
 * @param heard how often the backend told that it has all, or more than before
 * @param lostWhy why the connection ended last
 */
public record LinkHealth(
    boolean connected,
    long attempts,
    int asked,
    int refusals,
    int resends,
    long heard,
    String lostWhy) {}
