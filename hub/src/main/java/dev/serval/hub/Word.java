package dev.serval.hub;

/**
 * What a {@link Frame} is about. Its fields stand behind each; a number or a span is eight bytes, a
 * span is milliseconds.
 */
public enum Word {
    // Asked by a client, and answered with one of those below, of the same id.
    /** Cache, key: {@link #VALUE} or {@link #NO}. */
    GET,
    /** The same; who asks keeps the value, and is told of changes from now on. */
    COPY,
    /** Cache, key, value, time (0 for never, -1 for the cache's own): {@link #YES}. */
    PUT,
    /** The same, if there is none: {@link #YES} or {@link #NO}. */
    ADD,
    /** The same, if there is one. */
    REPLACE,
    /** Cache, key: {@link #YES} or {@link #NO}. */
    REMOVE,
    /** Cache, key, by: {@link #NUMBER}. */
    INCREMENT,
    /** Cache: {@link #YES}. */
    CLEAR,
    /** Name, lease, wait: {@link #NUMBER}, the token, or {@link #NO}. */
    LOCK,
    /** Name, token, lease: {@link #YES} or {@link #NO}. */
    RENEW,
    /** Name, token: {@link #YES} or {@link #NO}. */
    UNLOCK,
    /** Topic: {@link #YES}. */
    SUBSCRIBE,
    /** Topic, message: {@link #NUMBER} of those it goes to. */
    PUBLISH,
    /** Topic, message: {@link #YES} or {@link #NO}. */
    SEND,
    /** Name: {@link #YES}. */
    OFFER,
    /** Name, question, wait: {@link #VALUE} or {@link #REFUSED}. */
    CALL,
    /** Value: {@link #YES}. */
    PUSH,
    /** Nothing: {@link #VALUE} or {@link #NO}. */
    PULL,
    /** Nothing: {@link #VALUE} or {@link #NO}. */
    POP,
    /** How many: {@link #VALUES}. */
    LAST,
    // Asked of an engine only, by the process that does what is due at times.
    /** Name of a lock, token, task, when it is due: {@link #YES} or {@link #NO}. */
    MAY,
    /** Name of a lock, token, task, when it was due: {@link #YES} or {@link #NO}. */
    RAN,
    /** Name of a lock: {@link #VALUES}, a task and up to when it was done, as texts, in turn. */
    DONE,
    // Answered by the hub.
    YES,
    NO,
    /** The value. */
    VALUE,
    /** One each. */
    VALUES,
    /** The number. */
    NUMBER,
    /** Why it cannot be done. */
    REFUSED,
    // Said by the hub of its own; the id is its own too.
    /** Cache, key; all keys without one: what was copied is not so any more. */
    STALE,
    /** Topic, message. */
    MESSAGE,
    /** Name, question; answered with {@link #RETURN} or {@link #FAILED} of the same id. */
    CALLED,
    // Said by a client, not answered.
    /** It ends soon: no messages any more, and no calls. */
    LEAVE,
    /** The answer. */
    RETURN,
    /** Why there is none. */
    FAILED
}
