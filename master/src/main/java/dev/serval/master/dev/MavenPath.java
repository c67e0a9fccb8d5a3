package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import java.io.IOException;
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
        try {
            if (!Files.isRegularFile(pom) || !needsMore(pom)) {
                return List.of();
            }
        } catch (IOException e) {
            EventLog.line("dev: " + e.getMessage());
            return List.of();
        }
        return new BuildTool(
                        "Maven",
                        List.of(
                                BuildTool.wrapper(folder, "mvnw", "mvn"),
                                "-q",
                                "-B",
                                "dependency:build-classpath",
                                "-Dmdep.includeScope=runtime",
                                "-Dmdep.outputFile=" + ANSWER),
                        List.of(pom),
                        ANSWER)
                .jars(folder);
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
