package dev.serval.router.route;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Map;

/** Lets nobody pass who has no name and password of the file. */
final class BasicAuth implements Step.Action {

    private final String realm;
    private final Map<String, String> hashes;
    private final PasswordCheck passwords;
    private final KnownUsers known = new KnownUsers();

    /**
     * @param hashes bcrypt, by name
     */
    BasicAuth(String realm, Map<String, String> hashes, PasswordCheck passwords) {
        this.realm = realm;
        this.hashes = hashes;
        this.passwords = passwords;
    }

    @Override
    public boolean apply(Walk walk, String rest) {
        Credentials credentials =
                Credentials.of(walk.request().headers().get(HttpHeaderNames.AUTHORIZATION));
        if (credentials == null) {
            walk.reply(Replies.whoAreYou(realm));
            return true;
        }
        Login login = walk.ask();
        KnownUsers.Mark mark = known.mark(credentials);
        if (known.has(mark)) {
            login.proved(credentials);
        } else {
            walk.check((loop, then) -> {
                String hash = hashes.getOrDefault(credentials.name(), "");
                passwords.run(
                        credentials,
                        hash,
                        loop,
                        result -> {
                            switch (result) {
                                case RIGHT -> {
                                    known.add(mark);
                                    login.proved(credentials);
                                    then.accept(null);
                                }
                                case WRONG -> then.accept(Replies.whoAreYou(realm));
                                case BUSY -> then.accept(Replies.busy());
                            }
                        });
            });
        }
        return false;
    }
}
