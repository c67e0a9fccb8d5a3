package dev.serval.master.server;

import dev.serval.master.cron.Crontab;
import dev.serval.master.hub.HubServer;
import dev.serval.master.stats.Readings;
import dev.serval.master.stats.Tasks;

/**
 * What is told beside what the fleet knows. Each may be asked on any thread.
 *
 * @param application what the application counts, of whom runs too
 * @param upstreams what routers tell of backends, those that run too
 * @param tasks what the application does at times
 * @param crontab what the operator does at times
 * @param hub what is shared
 */
record Reports(
        Readings application, Readings upstreams, Tasks tasks, Crontab crontab, HubServer hub) {}
