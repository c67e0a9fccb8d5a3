package dev.serval.master.hub;

/**
 * One value in a file.
 *
 * @param key empty in a ring
 * @param untilMillis since 1970; 0 for ever
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Kept(String key, byte[] value, long untilMillis) {}
