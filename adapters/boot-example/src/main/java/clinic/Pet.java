package clinic;

/**
 * A patient.
 *
 * @param id made by the database
 */
public record Pet(long id, String name, String owner) {}
