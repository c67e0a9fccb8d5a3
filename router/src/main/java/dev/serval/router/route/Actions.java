package dev.serval.router.route;

import dev.serval.control.config.RuleConfig;
import dev.serval.control.routing.Page;
import dev.serval.control.routing.UsersFile;
import dev.serval.router.route.Step.Action;

/** Makes each rule into what it does. */
final class Actions {

    private final PasswordCheck passwords;

    Actions(PasswordCheck passwords) {
        this.passwords = passwords;
    }

    /**
     * @throws IllegalArgumentException if a file it names cannot be used any more
     */
    Step step(RuleConfig rule) {
        Action action =
                switch (rule) {
                    case RuleConfig.ToPool(_, String pool) -> to(pool);
                    case RuleConfig.Redirect(_, String template, int status) ->
                            redirect(template, status);
                    case RuleConfig.Rewrite(_, String template) -> rewrite(template);
                    case RuleConfig.Auth(_, String realm, String users) ->
                            new BasicAuth(realm, UsersFile.read(users), passwords);
                    case RuleConfig.Headers(_, RuleConfig.Edit edit) -> answer(edit);
                    case RuleConfig.RequestHeaders(_, RuleConfig.Edit edit) -> request(edit);
                    case RuleConfig.Rate rate -> rate(rate);
                    case RuleConfig.Maintenance(_, String file) -> maintenance(file);
                };
        return Step.of(rule.match(), action);
    }

    private static Action to(String pool) {
        return (walk, _) -> {
            walk.to(pool);
            return true;
        };
    }

    private static Action redirect(String template, int status) {
        return (walk, rest) -> {
            String target = Templates.fill(template, walk.path(), rest);
            String query = template.contains("?") ? "" : walk.query();
            walk.reply(Replies.redirect(status, query.isEmpty() ? target : target + "?" + query));
            return true;
        };
    }

    private static Action rewrite(String template) {
        return (walk, rest) -> {
            walk.rewrite(Templates.fill(template, walk.path(), rest));
            return false;
        };
    }

    private static Action answer(RuleConfig.Edit edit) {
        FieldEdit fields = new FieldEdit(edit);
        return (walk, _) -> {
            walk.edit(fields);
            return false;
        };
    }

    private static Action request(RuleConfig.Edit edit) {
        FieldEdit fields = new FieldEdit(edit);
        return (walk, _) -> {
            fields.apply(walk.request().headers());
            return false;
        };
    }

    private static Action rate(RuleConfig.Rate rate) {
        RateLimit limit = new RateLimit(rate.per().toNanos() / rate.requests(), rate.burst());
        return (walk, _) -> {
            long wait = limit.take(walk.sender().remoteAddr(), System.nanoTime());
            if (wait > 0) {
                walk.reply(Replies.tooMany(wait));
            }
            return wait > 0;
        };
    }

    private static Action maintenance(String file) {
        byte[] page = Page.read(file);
        return (walk, _) -> {
            walk.reply(Replies.maintenance(page));
            return true;
        };
    }
}
