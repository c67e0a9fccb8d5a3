package dev.serval.control.link;

/** Whether what a developer has written is what serves. */
public enum DraftState {
    /** It is being compiled or loaded: requests may wait for it. */
    BUSY,
    /** It serves. */
    SOUND,
    /** It cannot serve; what served before does. */
    BROKEN
}
