package dev.serval.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    private static final String JAVA =
            """
            package dev.serval.app;

            /** Catches mice. */
            public interface Cat {}
            """;

    @TempDir Path folder;

    @BeforeEach
    void aRepository() throws IOException {
        write("README.md", "# Cats\n\nSee [docs](docs/README.md).\n");
        write("docs/README.md", "# Pages\n\n## First\n\n| page |\n|---|\n| [Two](two.md) |\n");
        write("docs/two.md", "# Two & more\n\n## A `b`: c, d\n\n### Again\n\n### Again\n\nwords\n");
        write("docs/picture.svg", "<svg/>");
        write("docs/decisions/0001-so.md", "# 1. So\n");
        write("module/target/passed-over.md", "[nowhere](nowhere.md)\n");
    }

    private void write(String file, String text) throws IOException {
        Path whole = folder.resolve(file);
        Files.createDirectories(whole.getParent());
        Files.writeString(whole, text);
    }

    private Path output() {
        return folder.resolve("target/site");
    }

    private String built(String file) throws IOException, DeadLinkException {
        new Site(folder, output()).build();
        return Files.readString(output().resolve(file));
    }

    private void assertDead(String markdown, String link) throws IOException {
        write("docs/three.md", markdown);

        assertThatThrownBy(() -> new Site(folder, output()).build())
                .isInstanceOf(DeadLinkException.class)
                .hasMessage("docs/three.md: the link to %s leads nowhere", link);
        assertThat(output()).doesNotExist();
    }

    @Test
    void aPageLinksToTheOthersAsFiles() throws Exception {
        write(
                "docs/three.md",
                "# 3\n\n[a](two.md#a-b-c-d) [b](../README.md) [c](#3) [d](http://x/)\n");

        assertThat(built("docs/three.html"))
                .contains("<a href=\"two.html#a-b-c-d\">a</a>")
                .contains("<a href=\"../index.html\">b</a>")
                .contains("<a href=\"#3\">c</a>")
                .contains("<a href=\"http://x/\">d</a>");
    }

    @Test
    void anchorsAreThoseOfGithub() throws Exception {
        assertThat(built("docs/two.html"))
                .contains("<h1 id=\"two--more\">Two &amp; more</h1>")
                .contains("<h2 id=\"a-b-c-d\">")
                .contains("<h3 id=\"again\">")
                .contains("<h3 id=\"again-1\">");
    }

    @Test
    void pagesAreGroupedAsTheContentsSay() throws Exception {
        assertThat(built("index.html").replaceAll("(?s)<[^>]*>|\n", " ").replaceAll(" +", " "))
                .contains(" Serval Cats Pages First Two &amp; more Decisions 1. So ");
    }

    @Test
    void aFileThatIsNoPageComesAlongAndAFolderIsAList() throws Exception {
        write("docs/three.md", "# 3\n\n![x](picture.svg) [why](decisions)\n");

        assertThat(built("docs/decisions/index.html"))
                .contains("<a href=\"0001-so.html\">1. So</a>");
        assertThat(output().resolve("docs/picture.svg")).hasContent("<svg/>");
    }

    @Test
    void aLinkToTheInterfacesSourcesLeadsToItsJavadoc() throws Exception {
        write("app-api/src/main/java/dev/serval/app/Cat.java", JAVA);
        write("docs/three.md", "# 3\n\n[all](../app-api/src/main/java)\n");

        assertThat(built("docs/three.html")).contains("<a href=\"../api/index.html\">all</a>");
        assertThat(built("api/dev/serval/app/Cat.html")).contains("Catches mice.");
    }

    @Test
    void javadocThatIsWrongIsTold() throws IOException {
        write("app-api/src/main/java/dev/serval/app/Cat.java", JAVA.replace("mice", "{@link No}"));

        assertThatThrownBy(() -> new Site(folder, output()).build())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("javadoc ended with 1")
                .hasMessageContaining("Cat.java:3: error: reference not found");
    }

    @Test
    void theSearchKnowsEachSection() throws Exception {
        assertThat(built("search-index.js"))
                .startsWith("servalIndex = [")
                .contains("[\"Two & more\",\"Again\",\"docs/two.html#again-1\",\"words\"]");
    }

    @Test
    void aLinkToNoFileIsRefused() throws Exception {
        assertDead("# 3\n\n[a](four.md)\n", "four.md");
    }

    @Test
    void aLinkToNoAnchorIsRefused() throws Exception {
        assertDead("# 3\n\n[a](two.md#none)\n", "two.md#none");
        assertDead("# 3\n\n[a](#none)\n", "#none");
    }

    @Test
    void aPictureThatIsMissingIsRefused() throws Exception {
        assertDead("# 3\n\n![a](none.svg)\n", "none.svg");
    }

    @Test
    void aLinkOutOfTheRepositoryIsRefused() throws Exception {
        assertDead("# 3\n\n[a](../../etc)\n", "../../etc");
    }

    @Test
    void withoutFoldersItSaysWhatItNeeds() {
        assertThat(SiteMain.run("one")).isEqualTo(2);
    }
}
