package dev.serval.control.link;

/**
 * Opens the jars that a child may need, once, at its start. What is in the start-up cache is loaded
 * without them; what is not must be there even if descriptors have run out, or another version has
 * been copied over the jars, by then. The others stay closed: each costs 80 KB and most of a
 * millisecond.
 */
final class OpenJars {

    private OpenJars() {}

    /**
     * In the order of the class path, which is that of the dependencies in the master's pom.
     *
     * @param last a class of the last jar to be opened
     */
    static void upTo(Class<?> last) {
        ClassLoader.getSystemResource(last.getName().replace('.', '/') + ".class");
    }
}
