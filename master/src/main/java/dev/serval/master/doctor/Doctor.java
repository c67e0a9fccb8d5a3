package dev.serval.master.doctor;

import dev.serval.control.source.OptionValues;
import dev.serval.master.doctor.Finding.Grade;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code serval doctor}: whether this machine has what a server with these options needs. */
public final class Doctor {

    private Doctor() {}

    /** Looks and judges. Opens the server's addresses for a moment. */
    public static List<Finding> examine(OptionValues values, Map<String, String> environment) {
        Wishes wishes = Wishes.of(values);
        Machine machine = Machine.look(environment);
        List<Finding> findings = new ArrayList<>(Diagnosis.of(machine, wishes));
        if (machine.transport().isEmpty()) {
            findings.addAll(Doors.tryAll(wishes.addresses()));
        }
        return findings;
    }

    /**
     * Prints them.
     *
     * @return whether a server can be started here
     */
    public static boolean print(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            out.println("%-8s %s".formatted(finding.grade().word(), finding.what()));
            if (!finding.advice().isEmpty()) {
                out.println("%-8s -> %s".formatted("", finding.advice()));
            }
        }
        return findings.stream().noneMatch(finding -> finding.grade() == Grade.FAULT);
    }
}
