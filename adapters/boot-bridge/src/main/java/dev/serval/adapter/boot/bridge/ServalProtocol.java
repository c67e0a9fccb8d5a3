package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import dev.serval.app.LateAnswer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.coyote.Adapter;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.UpgradeProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.jspecify.annotations.Nullable;

/** Tomcat's transport: none. Made by a connector, by its name. */
public final class ServalProtocol implements ProtocolHandler, Inlet.Server {

    private @Nullable Adapter adapter;
    private @Nullable ScheduledExecutorService utility;
    private volatile @Nullable Executor executor;
    private int port;

    /** Made by Tomcat. */
    public ServalProtocol() {}

    @Override
    public dev.serval.app.@Nullable Response answer(
            dev.serval.app.Request request, LateAnswer.Start start) throws Exception {
        return new Exchange(Objects.requireNonNull(adapter), this::execute, request, start).run();
    }

    /** What {@code AsyncContext.start} is given. */
    private void execute(Runnable task) {
        Executor own = executor;
        if (own == null) {
            Thread.ofVirtual().start(task);
        } else {
            own.execute(task);
        }
    }

    /** What the program asked for; nothing is bound. A connector asks by reflection. */
    public int getPort() {
        return port;
    }

    /** What the program asked for. */
    public int getLocalPort() {
        return port;
    }

    /** Called by a connector, by reflection. */
    public void setPort(int port) {
        this.port = port;
    }

    @Override
    public @Nullable Adapter getAdapter() {
        return adapter;
    }

    @Override
    public void setAdapter(Adapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public @Nullable Executor getExecutor() {
        return executor;
    }

    @Override
    public void setExecutor(@Nullable Executor executor) {
        this.executor = executor;
    }

    @Override
    public @Nullable ScheduledExecutorService getUtilityExecutor() {
        return utility;
    }

    @Override
    public void setUtilityExecutor(@Nullable ScheduledExecutorService utility) {
        this.utility = utility;
    }

    @Override
    public void init() {}

    @Override
    public void start() {
        Inlet.open(this);
    }

    /** The worker is told before the program that no new requests come. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void stop() {
        Inlet.close(this);
    }

    @Override
    public void destroy() {}

    @Override
    public void closeServerSocketGraceful() {}

    @Override
    public long awaitConnectionsClose(long waitMillis) {
        return waitMillis;
    }

    @Override
    public boolean isSendfileSupported() {
        return false;
    }

    @Override
    public void addSslHostConfig(SSLHostConfig config) {}

    @Override
    public void addSslHostConfig(SSLHostConfig config, boolean replace) {}

    @Override
    public SSLHostConfig[] findSslHostConfigs() {
        return new SSLHostConfig[0];
    }

    @Override
    public void addUpgradeProtocol(UpgradeProtocol protocol) {}

    @Override
    public UpgradeProtocol[] findUpgradeProtocols() {
        return new UpgradeProtocol[0];
    }
}
