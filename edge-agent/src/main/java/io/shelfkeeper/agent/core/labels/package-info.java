/** What stands on a price tag and where: values, no picture is drawn here. Pure. */
package io.shelfkeeper.agent.core.labels;
