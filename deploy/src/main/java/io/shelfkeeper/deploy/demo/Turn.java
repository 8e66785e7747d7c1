package io.shelfkeeper.deploy.demo;

/**
 * What is one way or the other has turned.
 *
 * @param what id of a door or of a lamp
 * @param on whether it is open now, or shines
 */
record Turn(String what, boolean on, long atMillis) {}
