package dev.serval.router.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Who a client has proved to be while its request goes through the rules; on its loop. */
public final class Login {

    private String name = "";

    Login() {}

    /** The password was right. */
    void proved(Credentials credentials) {
        name = new String(credentials.name().getBytes(UTF_8), ISO_8859_1);
    }

    /** The name, a byte a character; empty as long as nothing is proved. */
    public String name() {
        return name;
    }
}
