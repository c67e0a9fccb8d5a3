package dev.serval.worker;

import dev.serval.control.link.ToMaster;
import dev.serval.worker.call.Service;

/** The master, as a {@link Duty} can speak to it. Any thread. */
interface Superior extends Service.Distress {

    /** Says something. */
    void tell(ToMaster message);

    /** There is nothing more to do: the process ends. */
    void ended();
}
