package clinic;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The patients, in the database. */
@Repository
public class Pets {

    private final JdbcClient jdbc;

    Pets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Pet> all() {
        return jdbc.sql("select id, name, owner from pet order by id").query(Pet.class).list();
    }

    Optional<Pet> find(long id) {
        return jdbc.sql("select id, name, owner from pet where id = ?")
                .param(id)
                .query(Pet.class)
                .optional();
    }

    void add(String name, String owner) {
        jdbc.sql("insert into pet (name, owner) values (?, ?)").params(name, owner).update();
    }
}
