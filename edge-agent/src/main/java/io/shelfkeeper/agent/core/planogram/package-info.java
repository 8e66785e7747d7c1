/** What belongs in which bay, as the backend says it: taken in parts, checked, put into force. */
package io.shelfkeeper.agent.core.planogram;
