import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One answer of each kind that JWSGI knows, by the last part of the path. Runs under uWSGI too. */
public class Rows {

    public static Object[] application(HashMap<String, Object> env) throws Exception {
        String row = ((String) env.get("PATH_INFO")).substring(1);
        uwsgi.RequestBody input = (uwsgi.RequestBody) env.get("jwsgi.input");
        switch (row) {
            case "env":
                return text(sorted(env));
            case "types":
                return text(types(env));
            case "long-status":
                return new Object[] {404L, plain(), "gone"};
            case "teapot":
                return new Object[] {418, plain(), "short and stout"};
            case "status-99":
                return new Object[] {99, plain(), "no"};
            case "status-text":
                return new Object[] {"200 OK", plain(), "no"};
            case "status-null":
                return new Object[] {null, plain(), "no"};
            case "headers-array":
                return new Object[] {200, one("X-Many", new String[] {"a", "b"}), "body"};
            case "headers-list":
                return new Object[] {200, one("X-Many", Arrays.asList("a", "b")), "body"};
            case "headers-iterator":
                return new Object[] {200, one("X-Many", new Odd("a", "b")), "body"};
            case "headers-tree":
                return new Object[] {200, new TreeMap<>(Map.of("X-B", "2", "X-A", "1")), "body"};
            case "headers-integer":
                return new Object[] {200, one("X-Number", 5), "body"};
            case "headers-null":
                return new Object[] {200, null, "body"};
            case "body-string":
                return new Object[] {200, plain(), "caf\u00e9"};
            case "body-emoji":
                return new Object[] {200, plain(), "\ud83d\udc31 \u0000."};
            case "body-strings":
                return new Object[] {200, plain(), new String[] {"one ", "two ", "three"}};
            case "body-bytes":
                return new Object[] {200, plain(), new byte[] {0, 1, -1, 65}};
            case "body-list":
                return new Object[] {200, plain(), Arrays.asList("a", new byte[] {66}, 3)};
            case "body-iterator":
                return new Object[] {200, plain(), new Odd("x", "y")};
            case "body-lazy":
                return new Object[] {200, plain(), lazy("x", "y")};
            case "body-file":
                return new Object[] {200, plain(), new File("page.txt")};
            case "body-no-file":
                return new Object[] {200, plain(), new File("nowhere.txt")};
            case "body-stream":
                return new Object[] {200, plain(), new ByteArrayInputStream(bytes("streamed"))};
            case "body-length":
                return new Object[] {200, one("Content-Length", "8"), lazy("four", "more")};
            case "body-null":
                return new Object[] {200, plain(), null};
            case "body-integer":
                return new Object[] {200, plain(), 7};
            case "null":
                return null;
            case "two":
                return new Object[] {200, plain()};
            case "throw":
                throw new IllegalStateException("thrown by the application");
            case "read-lines":
                return text(lines(input));
            case "read-all":
                return text(all(input));
            case "read-bytes":
                return text(single(input));
            case "rpc":
                return text(rpc());
            case "cache":
                return text(cache());
            case "locks":
                return text(locks());
            case "worker":
                return text("worker " + uwsgi.worker_id());
            case "alarm":
                uwsgi.alarm("none", "the cat is out");
                return text("done");
            default:
                return new Object[] {404, plain(), "no row " + row};
        }
    }

    private static Object[] text(String body) {
        return new Object[] {200, plain(), body};
    }

    private static Map<String, Object> plain() {
        return one("Content-Type", "text/plain");
    }

    private static HashMap<String, Object> one(String name, Object value) {
        HashMap<String, Object> fields = new HashMap<>();
        fields.put(name, value);
        return fields;
    }

    private static String sorted(HashMap<String, Object> env) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(env).forEach((k, v) -> all.append(k).append('=').append(v).append('\n'));
        return all.toString();
    }

    private static String types(HashMap<String, Object> env) {
        StringBuilder all = new StringBuilder(env.getClass().getName());
        env.forEach((key, value) -> {
            if (!(value instanceof String)) {
                all.append(' ').append(key).append(' ').append(value.getClass().getName());
            }
        });
        return all.toString();
    }

    private static String lines(uwsgi.RequestBody input) throws IOException {
        byte[] line = new byte[64];
        StringBuilder all = new StringBuilder();
        for (int n = input.readLine(line); n > 0; n = input.readLine(line)) {
            String read = new String(line, 0, n, StandardCharsets.ISO_8859_1);
            all.append('[').append(read.replace("\n", "\\n")).append(']');
        }
        return all.append(input.readLine(line)).toString();
    }

    private static String all(uwsgi.RequestBody input) throws IOException {
        String told = input.available() + " ";
        byte[] some = new byte[10];
        int first = input.read(some);
        told += first + " " + input.available() + " ";
        byte[] rest = input.readAllBytes();
        return told + rest.length + " " + input.read() + " " + input.read(some);
    }

    private static String single(uwsgi.RequestBody input) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int b = input.read(); b >= 0; b = input.read()) {
            all.append(b).append(' ');
        }
        return all.toString();
    }

    private static String rpc() {
        uwsgi.register_rpc("hello", names -> "hello " + String.join(" and ", names));
        return uwsgi.rpc("", "hello", "cat", "dog") + ", " + uwsgi.rpc("", "unknown", "x") + ", "
                + uwsgi.rpc("");
    }

    private static String cache() {
        try {
            byte[] found = uwsgi.cache_get("cat");
            return found == null ? "null" : new String(found, StandardCharsets.UTF_8);
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private static String locks() {
        uwsgi.lock();
        uwsgi.unlock();
        uwsgi.lock(0);
        uwsgi.unlock(0);
        try {
            uwsgi.lock(5);
            return "locked";
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Iterable<String> lazy(String... items) {
        return () -> List.of(items).iterator();
    }

    /** Has an iterator, and is no Iterable. */
    public static final class Odd {
        private final List<String> items = new ArrayList<>();

        Odd(String... items) {
            Collections.addAll(this.items, items);
        }

        public Iterator<String> iterator() {
            return items.iterator();
        }
    }
}
