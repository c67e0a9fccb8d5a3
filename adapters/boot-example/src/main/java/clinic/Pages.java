package clinic;

import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a browser sees. */
@Controller
public class Pages {

    private final Pets pets;

    Pages(Pets pets) {
        this.pets = pets;
    }

    @GetMapping("/")
    String home(Model model, HttpSession session) {
        Object before = session.getAttribute("visits");
        int visits = before instanceof Integer count ? count + 1 : 1;
        session.setAttribute("visits", visits);
        model.addAttribute("visits", visits);
        model.addAttribute("pets", pets.all());
        return "home";
    }

    @PostMapping("/pets")
    String add(@RequestParam String name, @RequestParam String owner) {
        pets.add(name, owner);
        return "redirect:/";
    }
}
