/**
 * Pictures of price tags. The only room for Java2D and for bar codes; never touched by the loop.
 */
package io.shelfkeeper.agent.labels;
