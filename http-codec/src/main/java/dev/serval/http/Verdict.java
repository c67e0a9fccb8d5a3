package dev.serval.http;

/** What the guard says of a request. */
public sealed interface Verdict {

    /** Nothing is wrong. */
    Verdict PASS = new Pass();

    /** The request goes on. */
    record Pass() implements Verdict {}

    /**
     * The request is answered here and the connection ends.
     *
     * @param status 400 to 599
     * @param why a fixed sentence, without any of the client's bytes
     */
    record Refuse(int status, String why) implements Verdict {}
}
