package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** WAR files that others have made. */
class PublicWarTest {

    private static String war(String name) {
        return Path.of("target/wars", name + ".war").toAbsolutePath().toString();
    }

    private static Started browser(Serval serval, String path) throws IOException {
        return BrowserTest.browser(Serval.emptyFolder(), serval.uri(path).toString());
    }

    /** What the page says once it is at this address and complete. */
    private static String text(String end) {
        return "document.readyState == 'complete' && location.href.endsWith('%s') ? document.body.innerText : ''"
                .formatted(end);
    }

    /** Follows the link whose text this is; says so once. */
    private static String click(String words) {
        return """
        (link => link ? (link.click(), 'clicked') : '')(
            [...document.links].find(each => each.innerText == '%s'))
        """
                .formatted(words);
    }

    /** It brings Log4j, an SLF4J of another version and Caffeine, and none of it meets ours. */
    @Test
    void hawtioRunsWithItsOwnLogging() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--war",
                                "/hawtio=" + war("hawtio-war"),
                                "--jvm-opt",
                                "-Dhawtio.authenticationEnabled=false");
                Started browser = browser(serval, "/hawtio/")) {
            HttpResponse<String> page = serval.get("/hawtio/index.html");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<title>Hawtio");
            assertThat(serval.get("/hawtio/jolokia/version").body()).contains("\"agent\"");
            assertThat(serval.process().lines())
                    .noneMatch(line -> line.contains("SLF4J") || line.contains("LinkageError"));

            // A page that scripts have made.
            assertThat(
                            new DevTools(browser)
                                    .awaitValue(
                                            "document.querySelector('nav, .pf-c-page, .pf-v5-c-page')?.innerText ?? ''"))
                    .isNotBlank();
        }
    }

    /** Pages of JSP, with beans, tag libraries, tag files and expressions, one after the other. */
    @Test
    void jettysDemoOfPagesIsClickedThrough() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--war",
                                "/jsp=" + war("jetty-ee10-demo-jsp-webapp"),
                                "--war",
                                "/simple=" + war("jetty-ee10-demo-simple-webapp"));
                Started browser = browser(serval, "/jsp/")) {
            DevTools tools = new DevTools(browser);
            assertThat(tools.awaitValue(text("/jsp/"))).contains("JSP Examples on ");
            tools.awaitValue(click("JSP with Beans"));
            assertThat(tools.awaitValue(text("/bean1.jsp"))).contains("Counter accessed 1 times.");
            tools.awaitValue(click("Goto bean2.jsp"));
            assertThat(tools.awaitValue(text("/bean2.jsp"))).contains("Counter accessed 2 times.");

            assertThat(serval.get("/jsp/tag2.jsp").body()).contains("in the year 20");
            assertThat(serval.get("/jsp/tagfile.jsp").body()).contains("Panel");
            assertThat(serval.get("/jsp/expr.jsp?A=1").body()).contains("<td>1&nbsp;</td>");
            assertThat(serval.get("/simple/hello").body()).contains("Hello");
        }
    }

    /** It demands a login in its web.xml. */
    @Test
    void whoeverDemandsALoginStartsAndKnowsNobody() throws Exception {
        try (Serval serval = Serval.serving("--war", "/jolokia=" + war("jolokia-agent-war"))) {
            serval.process().awaitLine("/jolokia asks for a login .* nobody can log in");

            assertThat(serval.get("/jolokia/version").statusCode()).isEqualTo(401);
        }
    }
}
