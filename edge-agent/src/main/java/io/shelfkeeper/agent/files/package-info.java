/** Files that the agent writes: whole or not at all, whatever happens to the power. */
package io.shelfkeeper.agent.files;
