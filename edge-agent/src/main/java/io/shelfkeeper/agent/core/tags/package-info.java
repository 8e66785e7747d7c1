/**
 * Price tags: what each shall show, what it was sent, what it is known to show, and what is charged
 * for it. Pure.
 */
package io.shelfkeeper.agent.core.tags;
