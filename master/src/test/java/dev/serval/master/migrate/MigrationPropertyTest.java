package dev.serval.master.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, what is printed can be read. */
class MigrationPropertyTest {

    @Property
    void anyLinesBecomeHocon(@ForAll("lines") List<String> lines) {
        String conf = Migration.of(Path.of("app.ini"), lines);

        assertThat(ConfigFactory.parseString(conf).root()).containsOnlyKeys("serval");
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> words =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "[uwsgi]",
                                "[base]",
                                "ini = :base",
                                "ini = :uwsgi",
                                "if-env = X",
                                "endif",
                                "for = a b",
                                "endfor",
                                "processes = 2",
                                "env = \"A\\\"=b",
                                "pidfile = %n%%%(",
                                "socket = %d$(HOME)\\$(",
                                "http = :1",
                                "module = %(module)"),
                        Arbitraries.strings()
                                .withChars("[]=%$(){}\"\\:;#, abenvhtp\t")
                                .ofMaxLength(20));
        return words.list().ofMaxSize(12).map(MigrationPropertyTest::below);
    }

    private static List<String> below(List<String> lines) {
        return Stream.concat(Stream.of("[uwsgi]"), lines.stream()).toList();
    }
}
