/** A replay as a picture. Only here is anything drawn. */
package io.shelfkeeper.agent.replay.plot;
