package dev.serval.control.access;

/** One request that is over, for its line in the log. Used by one thread. */
public interface AccessEntry {

    /** Writes what is asked for; nothing where it is not known. */
    void write(AccessField field, AccessLine out);

    /** Writes a field of the request's head, by its name; nothing if it has none. */
    void writeHeader(String name, AccessLine out);
}
