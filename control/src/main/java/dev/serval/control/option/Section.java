package dev.serval.control.option;

/** The groups of help and of the reference page, in their order. */
public enum Section {
    PROCESSES("Processes"),
    SURROUNDINGS("Surroundings of routers and workers"),
    APPLICATION("Application"),
    LISTENING("Listening"),
    HTTPS("HTTPS"),
    ROUTER("Router"),
    WEBSOCKETS("WebSockets"),
    FILES("Static files"),
    CONTENT("Compression and error pages"),
    ADMISSION("Clients and proxies"),
    LIMITS("Limits"),
    TIMEOUTS("Timeouts"),
    RECYCLING("Recycling"),
    SCALING("Scaling"),
    STATISTICS("Statistics"),
    LOGGING("Logging"),
    TRACES("Traces"),
    CONTROL("Control of a running server"),
    JOBS("Jobs"),
    SHARED("What processes share"),
    HOOKS("Hooks and attached daemons"),
    EMPEROR("Many servers on one machine"),
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
