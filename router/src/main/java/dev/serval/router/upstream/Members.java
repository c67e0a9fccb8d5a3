package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.UpstreamSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is in a pool: those that are written down, and those that were found. Pure. */
final class Members {

    private final List<Backend> fixed;
    private final List<String> sources;
    private final Map<String, List<Backend>> found = new LinkedHashMap<>();
    private List<Backend> all;

    Members(List<Backend> fixed, List<String> sources) {
        this.fixed = fixed;
        this.sources = sources;
        this.all = fixed;
    }

    /**
     * @return whether it is a source of this pool
     */
    boolean found(String source, List<Backend> backends) {
        if (!sources.contains(source)) {
            return false;
        }
        found.put(source, backends);
        List<Backend> now = new ArrayList<>(fixed);
        found.values().forEach(now::addAll);
        all = List.copyOf(now);
        return true;
    }

    List<Backend> all() {
        return all;
    }

    /** Whether each source has told something. */
    boolean known() {
        return found.size() == sources.size();
    }

    /** Whether all that are, and all that may come, are spoken HTTP to. */
    boolean speakHttp() {
        return fixed.stream().allMatch(each -> each.address().http())
                && sources.stream().allMatch(Members::bringsHttp);
    }

    private static boolean bringsHttp(String source) {
        return UpstreamSource.isMeant(source) && UpstreamSource.parse(source).http();
    }
}
