package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.BodyWriter;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;

/** Counts from 0 in eight digits, so that each byte of the answer tells where it belongs. */
public final class Counting implements App {

    private static final int NUMBERS = 3_000_000;

    /** All of the answer. */
    public static String answer() {
        StringBuilder all = new StringBuilder(NUMBERS * 8);
        for (int i = 0; i < NUMBERS; i++) {
            all.append(digits(i));
        }
        return all.toString();
    }

    @Override
    public Response handle(Request request) {
        return Response.stream("text/plain", Counting::count);
    }

    private static void count(BodyWriter out) throws IOException {
        for (int i = 0; i < NUMBERS; i++) {
            out.write(digits(i));
        }
    }

    private static String digits(int number) {
        return Integer.toString(100_000_000 + number).substring(1);
    }
}
