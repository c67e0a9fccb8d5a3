package dev.serval.master.emperor;

/** What is to be done about a vassal. */
sealed interface Order {

    /** Whose. */
    String id();

    /** Start it. */
    record Spawn(VassalFile file) implements Order {
        @Override
        public String id() {
            return file.id();
        }
    }

    /** It reads its file again. */
    record Reload(String id) implements Order {}

    /** It finishes its requests and ends. */
    record Stop(String id) implements Order {}

    /** It ends at once. */
    record Kill(String id) implements Order {}
}
