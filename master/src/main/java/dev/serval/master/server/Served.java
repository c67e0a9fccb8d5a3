package dev.serval.master.server;

import dev.serval.control.option.OptionException;

/**
 * Who serves what where: whether that goes together. Pure.
 *
 * @param app whether there is an application of ours
 * @param foreign whether all requests go to other backends
 * @param routes whether the configuration's routes serve something
 * @param router whether there is an address for a router
 * @param straight whether there is an address for workers
 */
record Served(boolean app, boolean foreign, boolean routes, boolean router, boolean straight) {

    /**
     * @throws OptionException if something is missing
     */
    void check() {
        if (!app && !foreign && !routes) {
            throw OptionException.combination(
                    "there is nothing to serve; name an application: --module pkg.Class");
        }
        if (!router && !straight) {
            throw OptionException.combination(
                    "there is no address to serve on; add one: --http :8000");
        }
        if (foreign && !router) {
            throw OptionException.combination(
                    "--http-to needs a router; add an address for it: --http :8000");
        }
        if (!app && straight) {
            throw OptionException.combination(
                    "--socket and --http-socket are served by workers, and there is no application"
                            + " for them; add --module pkg.Class");
        }
    }
}
