package dev.serval.master.hub;

/**
 * A cache as statistics show it.
 *
 * @param items it holds, about
 * @param maxItems it may hold
 * @param bytes they take, about
 * @param maxBytes they may take
 * @param hits questions with an answer
 * @param misses questions without
 * @param evictions what had to go before its time was up
 */
public record CacheRow(
        String name,
        long items,
        long maxItems,
        long bytes,
        long maxBytes,
        long hits,
        long misses,
        long evictions) {}
