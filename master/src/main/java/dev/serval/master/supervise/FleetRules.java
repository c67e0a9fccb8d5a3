package dev.serval.master.supervise;

import dev.serval.control.link.Role;
import java.time.Duration;

/**
 * The numbers a generation of the fleet is run by.
 *
 * @param routers router slots, 0 and up
 * @param workers worker slots, 0 and up
 * @param least the fewest worker slots an operator may leave
 * @param cores requests one worker runs at once
 * @param needApp whether the server ends when no worker ever became ready
 * @param startLimit how long a child may take to become ready
 * @param mercy how long a drain may take
 * @param spoolers spooler slots, 0 and up
 * @param mules mule slots, 0 and up
 * @param muleMercy how long a mule may take to end
 */
public record FleetRules(
        int routers,
        int workers,
        int least,
        int cores,
        boolean needApp,
        Duration startLimit,
        Duration mercy,
        int spoolers,
        int mules,
        Duration muleMercy) {

    /** How long a process of this role may take to end. */
    Duration mercyOf(Role role) {
        return role == Role.MULE ? muleMercy : mercy;
    }

    /** The same, for so many workers. */
    public FleetRules withWorkers(int count) {
        return new FleetRules(
                routers,
                count,
                least,
                cores,
                needApp,
                startLimit,
                mercy,
                spoolers,
                mules,
                muleMercy);
    }
}
