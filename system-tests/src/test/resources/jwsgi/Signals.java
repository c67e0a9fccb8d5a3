import java.util.HashMap;

/** Each worker says in the log which signals it was called for. */
public class Signals {

    static {
        for (int number : new int[] {1, 2, 3, 200}) {
            uwsgi.register_signal(number, target(number), Signals::called);
        }
        try {
            uwsgi.register_signal(4, "mule1", Signals::called);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String target(int number) {
        return switch (number) {
            case 1 -> "worker";
            case 2 -> "workers";
            case 3 -> "worker2";
            default -> "";
        };
    }

    private static void called(int number) {
        System.out.println("called for " + number + " in " + uwsgi.worker_id());
    }

    public static Object[] application(HashMap env) {
        return new Object[] {200, new HashMap<String, Object>(), "worker " + uwsgi.worker_id()};
    }
}
