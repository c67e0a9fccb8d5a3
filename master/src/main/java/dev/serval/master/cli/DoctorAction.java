package dev.serval.master.cli;

import dev.serval.control.source.OptionValues;
import dev.serval.master.doctor.Doctor;
import java.io.PrintWriter;

/** {@code serval doctor}: looks at this machine and starts nothing. */
final class DoctorAction {

    private DoctorAction() {}

    static int run(OptionValues values, PrintWriter out) {
        boolean fit = Doctor.print(Doctor.examine(values, System.getenv()), out);
        out.println(
                fit
                        ? "a server with these options can be started here"
                        : "a server with these options cannot be started here");
        return fit ? ExitCode.OK : ExitCode.UNFIT;
    }
}
