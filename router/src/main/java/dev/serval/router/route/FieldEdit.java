package dev.serval.router.route;

import dev.serval.control.config.RuleConfig;
import io.netty.handler.codec.http.HttpHeaders;

/** A change of header fields: what is removed goes first. */
record FieldEdit(RuleConfig.Edit edit) {

    void apply(HttpHeaders headers) {
        edit.remove().forEach(headers::remove);
        edit.set().forEach(headers::set);
        edit.add().forEach(headers::add);
    }
}
