package dev.serval.master.dev;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** What must be done about a change, the cheapest first. Decides by names only; pure. */
enum Choice {
    /** It is no part of the application. */
    NOTHING,
    /** The same application; browsers ask again. */
    REFRESH,
    /** The same server with new classes. */
    CLASSES,
    /** A new generation, by a configuration and a class path that are read again. */
    SERVER;

    /** What a browser may be shown that is no part of any folder we know of. */
    private static final Set<String> SHOWN =
            Set.of(
                    "html",
                    "htm",
                    "css",
                    "js",
                    "mjs",
                    "map",
                    "svg",
                    "png",
                    "jpg",
                    "jpeg",
                    "gif",
                    "webp",
                    "avif",
                    "ico",
                    "woff",
                    "woff2",
                    "ftl",
                    "ftlh",
                    "mustache",
                    "hbs",
                    "jte",
                    "peb",
                    "jsp",
                    "md");

    /** The dearest of those that any of these files asks for. */
    static Choice of(Collection<Path> changed, Project project) {
        return changed.stream()
                .map(file -> of(file, project))
                .max(Choice::compareTo)
                .orElse(NOTHING);
    }

    private static Choice of(Path file, Project project) {
        if (project.configs().contains(file)) {
            return SERVER;
        }
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || name.endsWith("~") || name.startsWith("#")) {
            return NOTHING;
        }
        if (name.endsWith(".jar")) {
            return onClassPath(file, project) ? SERVER : NOTHING;
        }
        if (project.webapp() != null && file.startsWith(project.webapp())) {
            return CLASSES;
        }
        boolean source = name.endsWith(".java");
        if (source && project.root() != null) {
            return file.startsWith(project.root()) ? CLASSES : NOTHING;
        }
        if (onClassPath(file, project) && !file.equals(project.folder())) {
            return source ? NOTHING : CLASSES;
        }
        boolean shown =
                project.statics().stream().anyMatch(file::startsWith)
                        || SHOWN.contains(name.substring(name.lastIndexOf('.') + 1));
        return shown ? REFRESH : NOTHING;
    }

    /**
     * A folder that holds the whole project tells nothing: there only classes are the
     * application's.
     */
    private static boolean onClassPath(Path file, Project project) {
        for (String entry : project.classPath()) {
            Path place = project.folder().resolve(entry.replaceFirst("/\\*$", "")).normalize();
            boolean whole = project.folder().startsWith(place);
            if (file.startsWith(place) && (!whole || file.toString().endsWith(".class"))) {
                return true;
            }
        }
        return false;
    }
}
