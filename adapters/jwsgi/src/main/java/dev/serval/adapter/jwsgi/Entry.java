package dev.serval.adapter.jwsgi;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** The application, once it is found. */
@FunctionalInterface
interface Entry {

    /**
     * Asks it; from several threads at once.
     *
     * @throws Exception the application's
     */
    @SuppressWarnings("NonApiType") // JWSGI is a HashMap
    Object @Nullable [] answer(HashMap<String, Object> environment) throws Exception;
}
