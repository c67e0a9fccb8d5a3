package dev.serval.uwsgi;

/** Comes out of {@link UwsgiRequestDecoder} after the last byte of a request's body. */
public enum UwsgiEnd {
    INSTANCE
}
