package dev.serval.control.option;

/** A part of a value that is wrong, where it can be said better than what the whole must be. */
public final class FaultyPart extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * @param part of the value, as it is written there
     * @param fault what is wrong and what would do, in words
     */
    public FaultyPart(String part, String fault) {
        super(fault);
        this.part = part;
    }

    /** As it is written in the value. */
    public String part() {
        return part;
    }
}
