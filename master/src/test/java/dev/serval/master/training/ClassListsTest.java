package dev.serval.master.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassListsTest {

    @TempDir private Path folder;

    @Test
    void aClassOfTwoListsIsThereOnceWithoutItsNumber() {
        assertThat(
                        ClassLists.union(
                                List.of(
                                        List.of("# comment", "java/lang/Object id: 0", "a/B id: 7"),
                                        List.of("java/lang/Object id: 0", "c/D id: 7"))))
                .containsExactly("java/lang/Object", "a/B", "c/D");
    }

    @Test
    void whatWasLinkedStaysAndAnApplicationsClassesDoNot() {
        assertThat(
                        ClassLists.union(
                                List.of(
                                        List.of(
                                                "@cp a/B 7 8",
                                                "@lambda-proxy a/B run ()Ljava/lang/Runnable;",
                                                "app/Main id: 9 super: 0 source: /app.jar"))))
                .containsExactly("@cp a/B 7 8", "@lambda-proxy a/B run ()Ljava/lang/Runnable;");
    }

    @Test
    void theCommandLineIsLeftOut() {
        assertThat(
                        ClassLists.union(
                                List.of(
                                        List.of(
                                                "dev/serval/master/cli/ServalCommand id: 7",
                                                "@lambda-proxy dev/serval/master/cli/Thing run",
                                                "dev/serval/master/MasterMain id: 8"))))
                .containsExactly("dev/serval/master/MasterMain");
    }

    @Test
    void theListsOfAFolderBecomeOne() throws IOException {
        Files.writeString(folder.resolve("12.classes"), "a/B id: 0\n");
        Files.writeString(folder.resolve("7.classes"), "a/B id: 3\nc/D id: 4\n");

        assertThat(Files.readAllLines(ClassLists.join(folder)))
                .containsExactlyInAnyOrder("a/B", "c/D");
    }

    @Test
    void noListIsAnError() {
        assertThatThrownBy(() -> ClassLists.join(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("the JVM has written no list of classes");
    }
}
