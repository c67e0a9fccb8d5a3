package dev.serval.app;

/** The queues of jobs that an application may use. */
public interface Spools {

    /** There are none. */
    Spools NONE =
            new Spools() {
                @Override
                public Spool get(String name) {
                    throw new IllegalArgumentException(
                            "there is no spool %s; name a folder for it: --spooler /path/%s"
                                    .formatted(name, name));
                }

                @Override
                public boolean spooler() {
                    return false;
                }
            };

    /**
     * The queue of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    Spool get(String name);

    /** Whether this process does jobs, and takes no requests. */
    boolean spooler();
}
