package dev.serval.control.link;

/**
 * One worker process that serves.
 *
 * @param worker its number, 1 and up, stable over respawns
 * @param pid the process
 * @param cores how many requests it runs at once
 */
public record Member(int worker, long pid, int cores) {}
