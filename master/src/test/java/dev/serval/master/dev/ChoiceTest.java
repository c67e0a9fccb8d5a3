package dev.serval.master.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {

    private static final Path FOLDER = Path.of("/shop");

    /** As Maven has it. */
    private static final Project TREE =
            new Project(
                    FOLDER,
                    "a.Shop",
                    FOLDER.resolve("src/main/java"),
                    null,
                    List.of("/shop/src/main/resources", "/shop/lib/*"),
                    List.of(FOLDER.resolve("static"), Path.of("/srv/pictures")),
                    List.of(FOLDER.resolve("serval.conf"), FOLDER.resolve("pom.xml")),
                    null,
                    true);

    /** Nothing is compiled; classes are in the folder itself. */
    private static final Project CLASSES =
            new Project(FOLDER, "Shop", null, null, List.of("."), List.of(), List.of(), null, true);

    @ParameterizedTest
    @CsvSource({
        "src/main/java/a/Shop.java, CLASSES",
        "src/main/resources/words.txt, CLASSES",
        "src/test/java/a/ShopTest.java, NOTHING",
        "lib/more.jar, SERVER",
        "elsewhere/more.jar, NOTHING",
        "serval.conf, SERVER",
        "pom.xml, SERVER",
        "static/anything.bin, REFRESH",
        "/srv/pictures/cat, REFRESH",
        "templates/page.html, REFRESH",
        "shop.db, NOTHING",
        "static/.index.html.swp, NOTHING",
        "src/main/java/a/Shop.java~, NOTHING",
        "src/main/java/a/4913, NOTHING",
    })
    void aNameSaysWhatMustBeDone(String file, Choice choice) {
        assertThat(Choice.of(List.of(FOLDER.resolve(file)), TREE)).isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource({"Shop.class, CLASSES", "Shop.java, NOTHING", "data.txt, NOTHING"})
    void withoutSourcesClassesCount(String file, Choice choice) {
        assertThat(Choice.of(List.of(FOLDER.resolve(file)), CLASSES)).isEqualTo(choice);
    }

    @Test
    void theDearestOfSeveralIsDone() {
        List<Path> changed =
                List.of(
                        FOLDER.resolve("static/a.css"),
                        FOLDER.resolve("src/main/java/a/Shop.java"),
                        FOLDER.resolve("notes"));

        assertThat(Choice.of(changed, TREE)).isEqualTo(Choice.CLASSES);
        assertThat(Choice.of(List.of(), TREE)).isEqualTo(Choice.NOTHING);
    }
}
