package dev.serval.master.supervise;

import dev.serval.control.link.Role;

/**
 * A place in the fleet; a process comes and goes, its id stays.
 *
 * @param role what runs there
 * @param slot 1 and up, each role counted on its own
 */
public record ChildId(Role role, int slot) {

    @Override
    public String toString() {
        return role.word() + " " + slot;
    }
}
