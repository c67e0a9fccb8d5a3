package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import dev.serval.app.Leader;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/**
 * Stands in for what finds {@code @Scheduled} methods: their times begin when this worker leads,
 * and not with the context; and none is called any more once it is about to end.
 */
final class LeaderSchedule extends ScheduledAnnotationBeanPostProcessor {

    @Override
    public void onApplicationEvent(ApplicationContextEvent event) {
        if (event instanceof ContextRefreshedEvent) {
            Inlet.leader().thenRun(() -> begin(event));
        } else {
            super.onApplicationEvent(event);
        }
    }

    /** Threads that are made here inherit the program's class loader. */
    private void begin(ApplicationContextEvent event) {
        Thread me = Thread.currentThread();
        ClassLoader before = me.getContextClassLoader();
        me.setContextClassLoader(getClass().getClassLoader());
        try {
            if (event.getApplicationContext() instanceof ConfigurableApplicationContext context
                    && context.isActive()) {
                super.onApplicationEvent(event);
            }
        } finally {
            me.setContextClassLoader(before);
        }
    }

    @Override
    protected Runnable createRunnable(Object target, Method method, @Nullable String qualifier) {
        return new Led(super.createRunnable(target, method, qualifier), qualifier);
    }

    /** One method; which scheduler it is for is asked of it. */
    private record Led(Runnable method, @Nullable String qualifier)
            implements SchedulingAwareRunnable {

        @Override
        public void run() {
            Leader leader = Inlet.leader().getNow(null);
            if (leader != null) {
                leader.call(method);
            }
        }

        @Override
        public @Nullable String getQualifier() {
            return qualifier;
        }

        @Override
        public String toString() {
            return method.toString();
        }
    }
}
