/** The door for people on this machine: a socket in the data folder that only its user may open. */
package io.shelfkeeper.agent.local;
