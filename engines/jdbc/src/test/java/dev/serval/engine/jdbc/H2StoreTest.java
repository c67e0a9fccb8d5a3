package dev.serval.engine.jdbc;

import dev.serval.spool.StoreContract;
import java.util.concurrent.atomic.AtomicInteger;

final class H2StoreTest extends StoreContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    protected String place() {
        return "jdbc:h2:mem:spool%d;DB_CLOSE_DELAY=-1".formatted(DATABASES.incrementAndGet());
    }
}
