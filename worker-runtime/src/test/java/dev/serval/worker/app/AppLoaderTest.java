package dev.serval.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppLoaderTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final AppLoader loader = new AppLoader(List.of("target/test-classes"));

    /** An application of this test. */
    public static final class Plain implements App {
        @Override
        public Response handle(Request request) {
            return Response.status(204);
        }

        /** Makes one. */
        public static App make() {
            return new Plain();
        }

        /** Is one. */
        public static Response answer(Request request) {
            return Response.status(201);
        }
    }

    /** Has no constructor for us. */
    public static final class Choosy implements App {
        /** Wants to be told. */
        public Choosy(String name) {
            assertThat(name).isNotNull();
        }

        @Override
        public Response handle(Request request) {
            return Response.status(204);
        }
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::make", "::answer"})
    void aClassAFactoryAndAMethodAreApplications(String how) throws Exception {
        App app = loader.load(Plain.class.getName() + how);

        assertThat(app).isNotNull();
        assertThat(app.getClass()).isNotSameAs(Plain.class);
    }

    @Test
    void whatCannotBeLoadedIsNamed() {
        assertThatExceptionOfType(AppLoadException.class)
                .isThrownBy(() -> loader.load("no.such.Thing"))
                .withMessageStartingWith("there is no class no.such.Thing on the class path");
        assertThatExceptionOfType(AppLoadException.class)
                .isThrownBy(() -> loader.load(AppLoaderTest.class.getName()))
                .withMessageContaining("does not implement dev.serval.app.App");
        assertThatExceptionOfType(AppLoadException.class)
                .isThrownBy(() -> loader.load(Choosy.class.getName()))
                .withMessageContaining("has no public constructor without parameters");
        assertThatExceptionOfType(AppLoadException.class)
                .isThrownBy(() -> loader.load(Plain.class.getName() + "::missing"))
                .withMessageContaining("has no public static method missing()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.buffer.ByteBuf",
                "dev.serval.worker.Worker",
                "dev.serval.uwsgi.Vars",
                "dev.serval.control.log.EventLog",
                "com.typesafe.config.Config"
            })
    void theApplicationSeesNothingOfTheServers(String name) throws Exception {
        loader.load(Plain.class.getName());
        ClassLoader app = Thread.currentThread().getContextClassLoader();

        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName(name, false, app));
        assertThat(Class.forName("dev.serval.app.App", false, app)).isSameAs(App.class);
    }
}
