package dev.serval.router.route;

import dev.serval.control.config.RuleConfig;
import dev.serval.http.HostNames;

/**
 * One rule, ready to be applied.
 *
 * @param prefix of the paths it is for, without the last slash; of the whole path if not deep
 * @param deep whether it is for all below it too
 */
record Step(HostNames hosts, String prefix, boolean deep, Action action) {

    /** What a rule does. */
    interface Action {

        /**
         * Does it.
         *
         * @param rest of the path, behind what the rule named
         * @return whether no other rule is looked at
         */
        boolean apply(Walk walk, String rest);
    }

    static Step of(RuleConfig.Match match, Action action) {
        String path = match.path();
        boolean deep = path.endsWith("/*");
        return new Step(
                new HostNames(match.hosts()),
                deep ? path.substring(0, path.length() - 2) : path,
                deep,
                action);
    }

    boolean concerns(Walk walk) {
        String path = walk.path();
        boolean named =
                deep
                        ? path.startsWith(prefix)
                                && (path.length() == prefix.length()
                                        || path.charAt(prefix.length()) == '/'
                                        || prefix.isEmpty())
                        : path.equals(prefix);
        return named && hosts.allows(walk.host());
    }

    boolean apply(Walk walk) {
        String path = walk.path();
        boolean below = path.length() > prefix.length() && path.startsWith("/");
        return action.apply(walk, deep && below ? path.substring(prefix.length() + 1) : "");
    }
}
