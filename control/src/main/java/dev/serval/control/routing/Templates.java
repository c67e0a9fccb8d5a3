package dev.serval.control.routing;

import java.util.regex.Pattern;

/** Checks where a redirect or a rewrite leads. Pure. */
final class Templates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(path|rest)}");
    private static final Pattern PATH = Pattern.compile("/(?!/)[!$-;=?-Z_a-z~@]*");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(?=/)");

    private Templates() {}

    /**
     * @param path of the rule
     * @param elsewhere whether it may lead to another server
     */
    static void check(Block block, String key, String template, String path, boolean elsewhere) {
        String plain = PLACEHOLDER.matcher(template).replaceAll("x");
        String local = elsewhere ? ORIGIN.matcher(plain).replaceFirst("") : plain;
        // The client writes what stands for a placeholder: it must never write the server's name.
        if (!PATH.matcher(local).matches()) {
            throw block.fault(
                    key,
                    "`%s` is %s; it must be a path%s, perhaps with {path} or {rest} in it"
                            .formatted(
                                    key, template, elsewhere ? " or http://HOST/ and a path" : ""));
        }
        if (template.contains("{rest}") && !path.endsWith("/*")) {
            throw block.fault(key, "there is a {rest} only with a `path` that ends with /*");
        }
        if (!elsewhere && template.contains("?")) {
            throw block.fault(key, "`%s` is a path; the query stays as it is".formatted(key));
        }
    }
}
