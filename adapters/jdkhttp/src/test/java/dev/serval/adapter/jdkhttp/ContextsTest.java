package dev.serval.adapter.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ContextsTest {

    private final ServedServer server = new ServedServer(null);

    private String found(String path) {
        ServedContext context = server.contexts().find(path);
        return context == null ? "none" : context.getPath();
    }

    @Test
    void theLongestBeginningCountsLetterForLetter() {
        server.createContext("/a");
        server.createContext("/a/b/");
        assertThat(found("/")).isEqualTo("none");
        assertThat(found("/ab")).isEqualTo("/a");
        assertThat(found("/a/b")).isEqualTo("/a");
        assertThat(found("/a/b/c")).isEqualTo("/a/b/");
        assertThat(found("/A")).isEqualTo("none");
        server.removeContext("/a/b/");
        assertThat(found("/a/b/c")).isEqualTo("/a");
    }

    @Test
    void aPathIsTakenOnce() {
        server.createContext("/a");
        assertThatIllegalArgumentException().isThrownBy(() -> server.createContext("/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> server.createContext("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> server.removeContext("/b"));
    }
}
