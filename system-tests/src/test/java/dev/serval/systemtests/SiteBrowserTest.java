package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages as a site, in Chromium. No link of them leads nowhere: the build would have failed. */
class SiteBrowserTest {

    private static Path site;

    @BeforeAll
    static void itIsBuilt() throws Exception {
        site = Serval.emptyFolder().resolve("site");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.serval.site.SiteMain",
                        DocsPage.ROOT.toString(),
                        site.toString());
        try (Started build = Started.command(DocsPage.ROOT, Map.of(), command)) {
            assertThat(build.awaitExit()).as("%s", build.lines()).isZero();
        }
    }

    private static Started browser(String page, String... options) throws Exception {
        String address = site.resolve(page).toUri().toString();
        return options.length == 0
                ? BrowserTest.browser(Serval.emptyFolder(), address)
                : BrowserTest.browser(Serval.emptyFolder(), options[0], address);
    }

    @Test
    void aWordIsFoundAndItsPageOpened() throws Exception {
        try (Started page = browser("index.html")) {
            DevTools tools = new DevTools(page);
            tools.awaitValue(
                    """
                    document.readyState != 'complete' ? '' :
                        (document.getElementById('search').value = 'harakiri',
                        document.getElementById('search').dispatchEvent(new Event('input')), 'typed')
                    """);
            assertThat(
                            tools.awaitValue(
                                    "document.querySelector('#found a')?.firstChild.textContent ?? ''"))
                    .isEqualTo("Harakiri: requests that take too long");
            tools.awaitValue("(document.querySelector('#found a').click(), 'clicked')");
            assertThat(
                            tools.awaitValue(
                                    "location.pathname.endsWith('/docs/harakiri.html') ? document.querySelector('h1').id : ''"))
                    .isEqualTo("harakiri-requests-that-take-too-long");
        }
    }

    @Test
    void itAsksNobodyElse() throws Exception {
        try (Started page = browser("docs/stats.html")) {
            assertThat(
                            new DevTools(page)
                                    .awaitValue(
                                            """
                                            document.readyState != 'complete' ? '' :
                                                performance.getEntriesByType('resource').map(each => each.name)
                                                .filter(name => !/^(file|data):/.test(name)).join(' ') || 'nobody'
                                            """))
                    .isEqualTo("nobody");
        }
    }

    /** Tables and code scroll in themselves. */
    @Test
    void noPageIsWiderThanATelephone() throws Exception {
        for (String name : List.of("index.html", "docs/options.html", "docs/performance.html")) {
            try (Started page = browser(name, "--window-size=400,800")) {
                assertThat(
                                new DevTools(page)
                                        .awaitValue(
                                                """
                                                document.readyState != 'complete' ? '' :
                                                    document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'wide'
                                                """))
                        .as(name)
                        .isEqualTo("fits");
            }
        }
    }

    /** What the button says lasts two seconds: each look presses it again. */
    @Test
    void aCommandIsCopied() throws Exception {
        try (Started page = browser("docs/getting-started.html")) {
            assertThat(
                            new DevTools(page)
                                    .awaitValue(
                                            """
                                            [document.querySelector('button.copy')].map(button =>
                                                (button?.textContent == 'Copy' && button.click(),
                                                button?.textContent ?? ''))[0].replace(/^Copy$/, '')
                                            """))
                    .isIn("Copied", "Selected");
        }
    }
}
