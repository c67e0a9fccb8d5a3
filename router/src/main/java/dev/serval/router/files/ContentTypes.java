package dev.serval.router.files;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a file is, by the end of its name. Pure. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> KNOWN = new HashMap<>();

    static {
        put("text/html; charset=utf-8", "html htm");
        put("text/css; charset=utf-8", "css");
        put("text/javascript; charset=utf-8", "js mjs");
        put("text/plain; charset=utf-8", "txt log md conf ini");
        put("text/csv; charset=utf-8", "csv");
        put("text/calendar; charset=utf-8", "ics");
        put("text/vtt; charset=utf-8", "vtt");
        put("application/json", "json map");
        put("application/ld+json", "jsonld");
        put("application/manifest+json", "webmanifest");
        put("application/xml", "xml xsl xsd");
        put("application/rss+xml", "rss");
        put("application/atom+xml", "atom");
        put("application/xhtml+xml", "xhtml");
        put("application/wasm", "wasm");
        put("application/pdf", "pdf");
        put("application/zip", "zip");
        put("application/gzip", "gz tgz");
        put("application/x-tar", "tar");
        put("application/java-archive", "jar war");
        put("application/rtf", "rtf");
        put("application/msword", "doc");
        put("application/vnd.ms-excel", "xls");
        put("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
        put("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        put("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
        put("image/png", "png");
        put("image/jpeg", "jpg jpeg");
        put("image/gif", "gif");
        put("image/webp", "webp");
        put("image/avif", "avif");
        put("image/svg+xml", "svg");
        put("image/x-icon", "ico");
        put("image/bmp", "bmp");
        put("image/tiff", "tif tiff");
        put("font/woff", "woff");
        put("font/woff2", "woff2");
        put("font/ttf", "ttf");
        put("font/otf", "otf");
        put("audio/mpeg", "mp3");
        put("audio/ogg", "ogg oga opus");
        put("audio/wav", "wav");
        put("audio/mp4", "m4a");
        put("video/mp4", "mp4 m4v");
        put("video/webm", "webm");
        put("video/ogg", "ogv");
        put("video/quicktime", "mov");
    }

    private final Map<String, String> types;

    /**
     * @param more {@code EXT TYPE}; the first of an ending counts, and goes before what is built in
     */
    ContentTypes(List<String> more) {
        types = new HashMap<>();
        for (String line : more) {
            int space = line.indexOf(' ');
            String ending = line.substring(0, space).toLowerCase(Locale.ROOT);
            types.putIfAbsent(ending, line.substring(space + 1));
        }
    }

    private static void put(String type, String endings) {
        for (String ending : endings.split(" ", -1)) {
            KNOWN.put(ending, type);
        }
    }

    /** Never guessed from the content: what is unknown is bytes. */
    String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String said = types.get(ending);
        return said == null ? KNOWN.getOrDefault(ending, UNKNOWN) : said;
    }
}
