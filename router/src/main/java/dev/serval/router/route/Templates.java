package dev.serval.router.route;

/** Fills in where a redirect or a rewrite leads. Pure. */
final class Templates {

    private Templates() {}

    /**
     * @param template with {@code {path}} and {@code {rest}}; it names the server, if anybody does
     * @param path decoded
     * @param rest of it, decoded
     */
    static String fill(String template, String path, String rest) {
        String filled =
                template.replace("{path}", RoutePath.escape(path))
                        .replace("{rest}", RoutePath.escape(rest));
        int from = template.contains("://") ? filled.indexOf("://") + 3 : 0;
        // Two slashes at its beginning would make a server's name of what follows.
        return filled.substring(0, from) + filled.substring(from).replaceAll("//+", "/");
    }
}
