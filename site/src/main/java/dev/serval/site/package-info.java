/**
 * The pages of the repository as a site: Markdown in, a folder of HTML out that needs no server.
 *
 * <p>Knows Markdown and files, and nothing of the product. One thread reads, links and writes; a
 * link that leads nowhere ends it with a message.
 */
@NullMarked
package dev.serval.site;

import org.jspecify.annotations.NullMarked;
