package dev.serval.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Images} of one engine, which is there for all of them. Whoever may not
 * start an engine skips these tests, and is told so; whoever may must have one.
 */
final class WithEngine implements ExecutionCondition, ParameterResolver {

    private static final int CAP_SYS_ADMIN = 21;
    private static final int HEX = 16;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (mayStartOne()) {
            return ConditionEvaluationResult.enabled("an engine can be started");
        }
        String why = "containers are not tested: only root with CAP_SYS_ADMIN starts an engine";
        System.out.println(why);
        return ConditionEvaluationResult.disabled(why);
    }

    private static boolean mayStartOne() {
        try {
            String capabilities =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("CapEff:"))
                            .findFirst()
                            .orElse("CapEff: 0")
                            .split("\\s+", -1)[1];
            boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
            return root && new BigInteger(capabilities, HEX).testBit(CAP_SYS_ADMIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Images.class;
    }

    /** Closed by JUnit after the last test of all. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Images.class, _ -> Images.make(), Images.class);
    }
}
