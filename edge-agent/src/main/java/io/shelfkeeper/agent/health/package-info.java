/** The machine under the agent: its clock, its chance, its service manager, its log. */
package io.shelfkeeper.agent.health;
