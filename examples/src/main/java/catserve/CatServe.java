package catserve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Serves cats.
 *
 * <p>{@code /} is a page with a random one, {@code /beta/} the same after a slow call ({@code
 * CATSERVE_DELAY}, 10 s unless set), {@code /cat/NAME.svg} a picture.
 */
public final class CatServe implements App {

    private static final List<String> BREEDS =
            List.of("tabby", "siamese", "tuxedo", "ginger", "sphynx", "calico", "scottish-fold");

    private final Map<String, byte[]> pictures = new TreeMap<>();
    private final String page = new String(resource("page.html"), UTF_8);
    private Duration delay = Duration.ofSeconds(10);
    private int worker;

    public CatServe() {
        for (String breed : BREEDS) {
            pictures.put("/cat/" + breed + ".svg", resource(breed + ".svg"));
        }
    }

    @Override
    public void start(AppContext context) {
        worker = context.worker();
        String setting = context.settings().get("CATSERVE_DELAY");
        if (setting != null) {
            delay = delay(setting);
        }
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        String path = request.path();
        byte[] picture = pictures.get(path);
        if (picture != null) {
            return Response.bytes("image/svg+xml", picture)
                    .withHeader("Cache-Control", "max-age=3600");
        }
        return switch (path) {
            case "/" -> page("");
            case "/beta", "/beta/" -> {
                Thread.sleep(delay);
                yield page("This one took its time. ");
            }
            default -> Response.text("No cat here: try / or /beta/\n").withStatus(404);
        };
    }

    private Response page(String remark) {
        String breed = BREEDS.get(RandomGenerator.getDefault().nextInt(BREEDS.size()));
        return Response.html(
                        page.replace("{breed}", breed)
                                .replace("{remark}", remark)
                                .replace("{worker}", Integer.toString(worker))
                                .replace("{pid}", Long.toString(ProcessHandle.current().pid())))
                .withHeader("Cache-Control", "no-store");
    }

    /** {@code 10s}, {@code 500ms}. */
    private static Duration delay(String setting) {
        return setting.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(setting.substring(0, setting.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(setting.replace("s", "")));
    }

    private static byte[] resource(String name) {
        try (InputStream in = CatServe.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
