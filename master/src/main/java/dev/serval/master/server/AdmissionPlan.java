package dev.serval.master.server;

import dev.serval.control.config.RouterConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;

/** Who may call, and whose word on its clients counts, from what the operator has written. */
final class AdmissionPlan {

    private AdmissionPlan() {}

    /**
     * @throws OptionException if nobody may speak what must be spoken
     */
    static void check(OptionValues values) {
        if (values.get(AdmissionOptions.PROXY_PROTOCOL)
                && values.all(AdmissionOptions.TRUSTED_PROXY).isEmpty()) {
            throw OptionException.combination(
                    "--http-proxy-protocol needs a proxy that may speak it; name its address:"
                            + " --trusted-proxy 127.0.0.1");
        }
    }

    static RouterConfig.Admission of(OptionValues values) {
        return new RouterConfig.Admission(
                values.all(AdmissionOptions.TRUSTED_PROXY),
                values.get(AdmissionOptions.PROXY_PROTOCOL),
                values.all(AdmissionOptions.ALLOWED_HOST),
                values.get(AdmissionOptions.MAX_CONNECTIONS),
                values.get(AdmissionOptions.MAX_PER_ADDRESS),
                values.get(AdmissionOptions.KEEPALIVE_REQUESTS));
    }
}
