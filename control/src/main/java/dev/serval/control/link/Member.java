package dev.serval.control.link;

/**
 * One worker process that serves.
 *
 * @param worker its number, 1 and up, stable over respawns
 * @param pid the process
 * @param cores how many requests it runs at once
 * @param port where on this machine it is spoken HTTP to; 0 for one that accepts uwsgi on the
 *     socket that workers share
 */
public record Member(int worker, long pid, int cores, int port) {

    /** One that accepts on the shared socket. */
    public Member(int worker, long pid, int cores) {
        this(worker, pid, cores, 0);
    }

    /** Whether it is a program that speaks HTTP. */
    public boolean http() {
        return port != 0;
    }

    /**
     * Where a worker of ours accepts alone, where requests are to find a certain one.
     *
     * @param shared the abstract Unix address that all of them accept on, without its NUL
     */
    public static String address(String shared, long pid) {
        return shared + "." + pid;
    }

    /** The same one, listening there. */
    public Member at(int itsPort) {
        return new Member(worker, pid, cores, itsPort);
    }
}
