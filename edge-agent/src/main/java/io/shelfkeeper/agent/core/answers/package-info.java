/** What is said about orders and documents, and how often. Pure. */
package io.shelfkeeper.agent.core.answers;
