package dev.serval.master.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The jars that a {@code pom.xml} asks for. Maven is asked once for each change of the file, and
 * only if there is anything to ask for. Blocks.
 */
final class MavenPath {

    private static final Path ANSWER = Path.of("target/serval-dev.classpath");

    private MavenPath() {}

    /** Empty where there is no such file, or Maven does not know; the log says why. */
    static List<String> of(Path folder) {
        Path pom = folder.resolve("pom.xml");
        Path answer = folder.resolve(ANSWER);
        try {
            if (!Files.isRegularFile(pom) || !needsMore(pom)) {
                return List.of();
            }
            boolean known =
                    Files.isRegularFile(answer)
                            && Files.getLastModifiedTime(answer)
                                            .compareTo(Files.getLastModifiedTime(pom))
                                    >= 0;
            if (!known) {
                ask(folder, answer);
            }
            String path = Files.readString(answer, UTF_8).strip();
            return path.isEmpty() ? List.of() : List.of(path.split(":", -1));
        } catch (IOException e) {
            EventLog.line(
                    "dev: Maven does not say what pom.xml asks for (%s); jars in lib and target/dependency are used"
                            .formatted(e.getMessage()));
            return List.of();
        }
    }

    private static void ask(Path folder, Path answer) throws IOException {
        EventLog.line("dev: asking Maven for the class path, once until pom.xml changes");
        Process maven =
                new ProcessBuilder(
                                "mvn",
                                "-q",
                                "-B",
                                "dependency:build-classpath",
                                "-Dmdep.includeScope=runtime",
                                "-Dmdep.outputFile=" + answer)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        maven.getOutputStream().close();
        maven.getInputStream().transferTo(OutputStream.nullOutputStream());
        int code = maven.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("mvn dependency:build-classpath ended with " + code);
        }
    }

    /** Whether there is a dependency besides those for tests and those that we provide. */
    private static boolean needsMore(Path pom) throws IOException {
        Element project = document(pom).getDocumentElement();
        if (!children(project, "parent").isEmpty()) {
            return true;
        }
        return children(project, "dependencies").stream()
                .flatMap(each -> children(each, "dependency").stream())
                .map(each -> children(each, "scope"))
                .anyMatch(scope ->
                        scope.isEmpty()
                                || !List.of("test", "provided")
                                        .contains(scope.getFirst().getTextContent().strip()));
    }

    private static Document document(Path pom) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(pom.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("pom.xml cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new java.util.ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
