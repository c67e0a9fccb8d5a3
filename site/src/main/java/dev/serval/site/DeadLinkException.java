package dev.serval.site;

import java.util.List;

/** Pages name what is not there. */
final class DeadLinkException extends Exception {

    private static final long serialVersionUID = 1L;

    DeadLinkException(List<String> links) {
        super(String.join("\n", links));
    }
}
