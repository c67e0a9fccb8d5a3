package clinic;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same in a Spring Boot program; where its components are looked for. */
@RestController
public class Desk {

    @GetMapping("/versions")
    String versions() throws Exception {
        return shop.Versions.told();
    }
}
