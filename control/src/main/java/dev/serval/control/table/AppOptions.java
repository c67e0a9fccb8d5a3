package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** What application runs, and from where it is loaded. */
public final class AppOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.APPLICATION);

    public static final Option<String> MODULE =
            GROUP.one(
                    "module, -w",
                    text("CLASS[::METHOD] or FILE.java"),
                    "",
                    "the application: a class that implements dev.serval.app.App, or a static"
                            + " method");
    public static final Option<String> JWSGI =
            GROUP.one(
                    "jwsgi",
                    text("CLASS[:METHOD]"),
                    "",
                    "an application for uWSGI's JWSGI instead; the method is application if none"
                            + " is named");
    public static final Option<String> JDK_HTTP =
            GROUP.one(
                    "jdk-http",
                    text("CLASS [ARG...]"),
                    "",
                    "a program instead: its main is called, and its"
                            + " com.sun.net.httpserver.HttpServer is served");
    public static final Option<String> CLASSPATH =
            GROUP.many(
                    "classpath, jvm-classpath",
                    text("PATH"),
                    ".",
                    "where the application's classes are: jars, folders, folder/*, parted by"
                            + " colons");
    public static final Option<String> WAR =
            GROUP.many(
                    "war",
                    text("[/PATH=]FILE.war"),
                    "",
                    "a WAR file to run, at this path; several at different paths");
    public static final Option<String> WAR_SESSIONS =
            GROUP.one(
                    "war-sessions",
                    text("NAME"),
                    "",
                    "the cache (--cache2) that has the sessions of WAR files, so that all workers"
                            + " know them; if not said, each worker has its own");
    public static final Option<String> BOOT =
            GROUP.one(
                    "boot",
                    text("FILE.jar [ARG...]"),
                    "",
                    "a Spring Boot program in one jar to run: its Tomcat is served, and binds no"
                            + " port");
    public static final Option<Boolean> NEED_APP =
            GROUP.one(
                    "need-app",
                    FLAG,
                    "true",
                    "end when no worker ever became ready, instead of trying on");

    public static final Option<Boolean> CATCH_EXCEPTIONS =
            GROUP.one(
                    "catch-exceptions",
                    FLAG,
                    "false",
                    "show clients the trace when the application throws; for development only");

    private AppOptions() {}
}
