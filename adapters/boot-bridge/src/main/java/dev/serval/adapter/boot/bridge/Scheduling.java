package dev.serval.adapter.boot.bridge;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/**
 * Where a program has {@code @EnableScheduling}, puts {@link LeaderSchedule} in the place of
 * Spring's own, once all definitions are there and before there is any bean.
 */
final class Scheduling implements BeanFactoryPostProcessor {

    /** {@code leader}, or {@code each} worker. */
    private static final String PROPERTY = "serval.scheduled";

    private final Environment environment;

    Scheduling(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        String who = environment.getProperty(PROPERTY, "leader").strip();
        if (!who.equals("leader") && !who.equals("each")) {
            throw new IllegalStateException(
                    "%s is %s; it must be leader (@Scheduled methods run in one worker) or each (in every worker)"
                            .formatted(PROPERTY, who));
        }
        if (who.equals("leader") && factory instanceof BeanDefinitionRegistry registry) {
            replace(factory, registry);
        }
    }

    /** Its name is another one in Spring 6 than in Spring 7. */
    private static void replace(
            ConfigurableListableBeanFactory factory, BeanDefinitionRegistry registry) {
        for (String name :
                factory.getBeanNamesForType(
                        ScheduledAnnotationBeanPostProcessor.class, true, false)) {
            RootBeanDefinition ours =
                    new RootBeanDefinition(LeaderSchedule.class, LeaderSchedule::new);
            ours.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            registry.removeBeanDefinition(name);
            registry.registerBeanDefinition(name, ours);
        }
    }
}
