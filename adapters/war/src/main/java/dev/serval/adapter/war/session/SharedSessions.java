package dev.serval.adapter.war.session;

import dev.serval.app.Cache;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionCacheFactory;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionDataStoreFactory;

/** Has the engine keep sessions in a cache. */
public final class SharedSessions {

    private SharedSessions() {}

    /** Of all WARs that are added to it; before it starts. */
    public static void keep(Server server, Cache cache) {
        DefaultSessionCacheFactory whileInUse = new DefaultSessionCacheFactory();
        whileInUse.setEvictionPolicy(SessionCache.EVICT_ON_SESSION_EXIT);
        // The next request may come, to another worker, as soon as this answer's head is out.
        whileInUse.setSaveOnCreate(true);
        whileInUse.setFlushOnResponseCommit(true);
        server.addBean(whileInUse);
        Losses losses = new Losses();
        SessionDataStoreFactory stores = _ -> new SessionsInCache(cache, losses);
        server.addBean(stores);
    }
}
