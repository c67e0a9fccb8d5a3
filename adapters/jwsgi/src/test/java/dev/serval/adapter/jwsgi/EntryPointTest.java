package dev.serval.adapter.jwsgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.adapter.usercode.UserCode;
import dev.serval.app.CannotStartException;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

@SuppressWarnings({
    "NonApiType",
    "UnusedMethod",
    "UnusedVariable"
}) // found by name; JWSGI is a HashMap
class EntryPointTest {

    private static Object[] asked(String named) throws Exception {
        UserCode code = new UserCode(".", EntryPointTest.class.getClassLoader());
        String type = EntryPointTest.class.getName() + "$" + named;
        Object[] answer = EntryPoint.find(code, type).answer(new HashMap<>());
        return answer == null ? new Object[0] : answer;
    }

    private static void refused(String named, String message) {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> asked(named))
                .withMessageContaining(message);
    }

    static class Both {
        static Object[] application(HashMap<String, Object> env) {
            return new Object[] {"static"};
        }

        static Object[] application(java.util.Map<String, Object> env) {
            return new Object[] {"of a map"};
        }

        Object[] own(HashMap<String, Object> env) {
            return new Object[] {"own"};
        }
    }

    static final class Heir extends Both {}

    static class Counting {
        private int count;

        private Object[] application(HashMap<String, Object> env) {
            return new Object[] {++count};
        }
    }

    static class Demanding {
        Demanding(String needed) {}

        Object[] application(HashMap<String, Object> env) {
            return new Object[] {};
        }
    }

    static class Failing {
        Failing() {
            throw new IllegalStateException("no database");
        }

        Object[] application(HashMap<String, Object> env) {
            return new Object[] {};
        }
    }

    static class Misfit {
        static String application(HashMap<String, Object> env) {
            return "";
        }
    }

    @Test
    void aStaticMethodIsPreferredAndMayBeInherited() throws Exception {
        assertThat(asked("Both")).containsExactly("static");
        assertThat(asked("Heir:application")).containsExactly("static");
        assertThat(asked("Both:own")).containsExactly("own");
    }

    @Test
    void anInstanceIsMadeOnceAndNeedNotBePublic() throws Exception {
        UserCode code = new UserCode(".", EntryPointTest.class.getClassLoader());
        Entry entry = EntryPoint.find(code, Counting.class.getName().replace('.', '/'));
        entry.answer(new HashMap<>());
        assertThat(entry.answer(new HashMap<>())).containsExactly(2);
    }

    @Test
    void whatCannotBeCalledIsSaidWithWhatThereIs() {
        refused("Both:nothing", "it has no method of that name");
        refused("Misfit", "it has static java.lang.String");
        refused("Demanding", "no constructor without parameters");
        refused("Failing", "threw java.lang.IllegalStateException: no database");
        refused("Nobody", "there is no class " + EntryPointTest.class.getName() + "$Nobody");
    }
}
