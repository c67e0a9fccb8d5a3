package dev.serval.worker.answer;

/** What the peer of a connection speaks, and so who frames the answer. */
public enum Speech {
    /** A gateway: it makes the client's answer out of ours. */
    UWSGI,

    /** The client itself ({@code --http-socket}): nobody comes after us. */
    HTTP
}
