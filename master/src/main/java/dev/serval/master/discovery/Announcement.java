package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;

/**
 * What a node says of itself.
 *
 * @param leaves whether it is to be given nothing more
 * @param host whose requests it serves, in lower case, perhaps with a port
 * @param backend where and how
 * @param unix when it says so, seconds since 1970 and up; 0 if it does not
 */
record Announcement(boolean leaves, String host, Backend backend, long unix) {}
