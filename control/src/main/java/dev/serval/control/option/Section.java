package dev.serval.control.option;

/** The groups of help and of the reference page, in their order. */
public enum Section {
    PROCESSES("Processes"),
    APPLICATION("Application"),
    LISTENING("Listening"),
    ROUTER("Router"),
    FILES("Static files"),
    ADMISSION("Clients and proxies"),
    LIMITS("Limits"),
    TIMEOUTS("Timeouts"),
    RECYCLING("Recycling"),
    STATISTICS("Statistics"),
    CONTROL("Control of a running server"),
    CONFIGURATION("Configuration"),
    ALWAYS("Accepted for uWSGI, and always so");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** As a heading. */
    public String title() {
        return title;
    }
}
