package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HelloTest {

    @Test
    void aNameIsNoMarkup() {
        assertEquals("Hello, &lt;b>Ada", Hello.greeting("<b>Ada"));
    }
}
