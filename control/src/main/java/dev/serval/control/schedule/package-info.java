/**
 * When something is to be done: the five fields of cron, or every so often. Pure: knows no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.serval.control.schedule;
