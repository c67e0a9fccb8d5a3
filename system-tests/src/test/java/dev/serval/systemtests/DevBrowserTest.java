package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Chromium shows of {@code serval dev} while nobody touches it. */
class DevBrowserTest {

    private static final String OVERLAY =
            "document.getElementById('serval-broken')?.shadowRoot?.textContent ?? ''";
    private static final String ERROR_PAGE =
            "document.querySelector('pre#serval-broken')?.textContent ?? ''";
    private static final String NO_OVERLAY =
            "document.getElementById('serval-broken') ? '' : 'none'";

    private static String page(String title) {
        return Workshop.app("return Response.html(\"<h1>%s</h1>\");".formatted(title));
    }

    private static void awaitTitle(DevTools tools, String title) {
        assertThat(
                        tools.awaitValue(
                                "document.querySelector('h1')?.textContent == '%s' ? '%s' : ''"
                                        .formatted(title, title)))
                .isEqualTo(title);
    }

    @Test
    void thePageFollowsTheSource() throws Exception {
        try (Workshop shop = Workshop.with(page("one"));
                Started chromium = BrowserTest.browser(shop.folder(), shop.uri("/").toString())) {
            DevTools tools = new DevTools(chromium);
            awaitTitle(tools, "one");

            shop.save("Shop.java", page("two"));
            awaitTitle(tools, "two");

            shop.save("Shop.java", Workshop.app("return Response.html(oops);"));
            assertThat(tools.awaitValue(OVERLAY))
                    .contains("Shop.java:8: error: cannot find symbol")
                    .contains("return Response.html(oops);");
            awaitTitle(tools, "two");

            tools.awaitValue("(location.reload(), 'asked')");
            assertThat(tools.awaitValue(ERROR_PAGE)).contains("Shop.java:8: error:");

            shop.save("Shop.java", page("three"));
            awaitTitle(tools, "three");
            assertThat(tools.awaitValue(NO_OVERLAY)).isEqualTo("none");
        }
    }

    @Test
    void thePageFollowsAReloadOfAllProcesses() throws Exception {
        try (Workshop shop = Workshop.with(page("one"), "--env", "A=1");
                Started chromium = BrowserTest.browser(shop.folder(), shop.uri("/").toString())) {
            DevTools tools = new DevTools(chromium);
            awaitTitle(tools, "one");
            tools.awaitValue("(document.querySelector('h1').textContent = 'old', 'changed')");

            shop.save("serval.conf", "serval.threads = 3\n");
            shop.awaitServed(1);
            awaitTitle(tools, "one");
        }
    }

    @Test
    void anExceptionsPageGoesWhenItIsMended() throws Exception {
        String throwing = Workshop.app("throw new IllegalStateException(\"no shelf\");");
        try (Workshop shop = Workshop.with(throwing);
                Started chromium = BrowserTest.browser(shop.folder(), shop.uri("/").toString())) {
            DevTools tools = new DevTools(chromium);
            assertThat(
                            tools.awaitValue(
                                    "document.getElementById('serval-source')?.textContent ?? ''"))
                    .contains(">    8 |         throw new IllegalStateException(\"no shelf\");");

            shop.save("Shop.java", page("mended"));
            awaitTitle(tools, "mended");
        }
    }
}
