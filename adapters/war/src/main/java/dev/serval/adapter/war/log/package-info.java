/**
 * Where the engine's log lines go: warnings and what a WAR logs through its {@code ServletContext},
 * one line each, to the worker's output. A WAR does not see it.
 */
@NullMarked
package dev.serval.adapter.war.log;

import org.jspecify.annotations.NullMarked;
