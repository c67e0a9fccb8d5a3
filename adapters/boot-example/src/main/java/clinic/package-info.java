/**
 * A clinic for pets, as a Spring Boot program like any other: pages, forms, JSON, a database, and
 * one of everything that a servlet container does.
 */
package clinic;
