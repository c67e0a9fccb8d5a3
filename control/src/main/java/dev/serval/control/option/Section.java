package dev.serval.control.option;

/** The groups of help and of the reference page, in their order. */
public enum Section {
    PROCESSES("Processes", "processes"),
    SURROUNDINGS("Surroundings of routers and workers", "privileges"),
    APPLICATION("Application", "application"),
    LISTENING("Listening", "router"),
    HTTPS("HTTPS", "https"),
    ROUTER("Router", "router"),
    DISCOVERY("Backends that come and go", "discovery"),
    CLUSTERS("Clusters", "cluster"),
    WEBSOCKETS("WebSockets", "websocket"),
    FILES("Static files", "static-files"),
    CONTENT("Compression and error pages", "compression"),
    ADMISSION("Clients and proxies", "proxies"),
    LIMITS("Limits", "router"),
    TIMEOUTS("Timeouts", "harakiri"),
    RECYCLING("Recycling", "reload"),
    SCALING("Scaling", "scaling"),
    STATISTICS("Statistics", "stats"),
    LOGGING("Logging", "logging"),
    TRACES("Traces", "tracing"),
    CONTROL("Control of a running server", "processes"),
    JOBS("Jobs", "spooler"),
    SHARED("What processes share", "shared"),
    HOOKS("Hooks and attached daemons", "hooks"),
    EMPEROR("Many servers on one machine", "emperor"),
    CONFIGURATION("Configuration", "configuration"),
    ALWAYS("Accepted for uWSGI, and always so", "uwsgi-compatibility");

    private final String title;
    private final String page;

    Section(String title, String page) {
        this.title = title;
        this.page = page;
    }

    /** As a heading. */
    public String title() {
        return title;
    }

    /** The page of the documentation that says more, e.g. {@code docs/https.md}. */
    public String page() {
        return "docs/" + page + ".md";
    }
}
