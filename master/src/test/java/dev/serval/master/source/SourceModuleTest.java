package dev.serval.master.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceModuleTest {

    @TempDir private Path folder;

    private String written(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        return Files.writeString(file, text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "Shop.java, true",
        "src/Shop.java::answer, true",
        "shop.Shop, false",
        "shop.Java::java, false",
        "'', false"
    })
    void aSourceFileIsKnownByItsEnding(String module, boolean isOne) {
        assertThat(SourceModule.isOne(module)).isEqualTo(isOne);
    }

    @Test
    void withoutAPackageItsFolderIsTheRoot() throws IOException {
        SourceModule module = SourceModule.of(written("Shop.java", "class Shop {}"));

        assertThat(module.name()).isEqualTo("Shop");
        assertThat(module.root()).isEqualTo(folder);
    }

    @Test
    void aPackageLiesInItsFoldersAndAMethodIsKept() throws IOException {
        String text =
                "/* package no.such; */\n// package nor.this;\n package a.shop ;\nclass Shop {}";
        SourceModule module = SourceModule.of(written("src/a/shop/Shop.java", text) + "::answer");

        assertThat(module.name()).isEqualTo("a.shop.Shop::answer");
        assertThat(module.root()).isEqualTo(folder.resolve("src"));
    }

    @Test
    void aFileInAnotherFolderThanItsPackageIsRefused() throws IOException {
        String file = written("src/b/Shop.java", "package a.shop;");

        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> SourceModule.of(file))
                .withMessageContaining("is of package a.shop, so it must lie in a folder a/shop");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> SourceModule.of("none.java"))
                .withMessageContaining("none.java cannot be read (NoSuchFileException)");
    }
}
