package dev.serval.master.supervise;

/**
 * One slot, for statistics.
 *
 * @param id which one
 * @param pid its process; 0 when it has none
 * @param spawns processes started here so far
 * @param ready whether it serves
 * @param generation what its process was started from, 1 and up
 */
public record SlotView(ChildId id, long pid, int spawns, boolean ready, int generation) {}
