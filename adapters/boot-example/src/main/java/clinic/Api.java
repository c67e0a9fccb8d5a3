package clinic;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** What a program sees. */
@RestController
@RequestMapping("/api")
public class Api {

    private final Pets pets;

    Api(Pets pets) {
        this.pets = pets;
    }

    @GetMapping("/pets")
    List<Pet> all() {
        return pets.all();
    }

    @GetMapping("/pets/{id}")
    Pet one(@PathVariable long id) {
        return pets.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A photo of a pet, as a form sends it. */
    @PostMapping("/photos")
    Map<String, Object> photo(@RequestParam MultipartFile photo) {
        return Map.of("name", String.valueOf(photo.getOriginalFilename()), "size", photo.getSize());
    }

    /** How many bytes came. */
    @PutMapping("/raw")
    Map<String, Object> raw(InputStream body) throws IOException {
        byte[] block = new byte[8192];
        long sum = 0;
        for (int length = body.read(block); length >= 0; length = body.read(block)) {
            sum += length;
        }
        return Map.of("size", sum);
    }

    /** Who asks, and how. */
    @GetMapping("/facts/**")
    Map<String, Object> facts(HttpServletRequest request) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("url", request.getRequestURL().toString());
        facts.put("path", request.getServletPath());
        facts.put("query", request.getQueryString());
        facts.put("secure", request.isSecure());
        facts.put("remote", request.getRemoteAddr());
        facts.put("user", request.getRemoteUser());
        facts.put("protocol", request.getProtocol());
        facts.put("header", request.getHeader("X-Pet"));
        facts.put("loader", getClass().getClassLoader().getClass().getName());
        facts.put("worker", ProcessHandle.current().pid());
        return facts;
    }

    @RequestMapping("/ping")
    String ping() {
        return "pong\n";
    }

    @GetMapping("/fault")
    String fault() {
        throw new IllegalStateException("out of biscuits");
    }

    /** Waits, for those who want to see it interrupted. */
    @GetMapping("/slow")
    String slow(@RequestParam long ms) throws InterruptedException {
        Thread.sleep(ms);
        return "slow\n";
    }
}
