package dev.serval.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.router.route.PasswordCheck.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordCheckTest {

    private static final String HASH =
            "$2y$04$BLYiZ42Cbu.z8ZvSsak54.9dZ55DLGXRxVLT4kDwVsmZjPI/UPQHK";

    @Test
    void onlyTheRightPasswordOfAKnownNameIsRight() {
        assertThat(PasswordCheck.compare(new Credentials("anna", "open sesame"), HASH))
                .isEqualTo(Result.RIGHT);
        assertThat(PasswordCheck.compare(new Credentials("anna", "open"), HASH))
                .isEqualTo(Result.WRONG);
        assertThat(PasswordCheck.compare(new Credentials("bob", "open sesame"), ""))
                .isEqualTo(Result.WRONG);
        assertThat(PasswordCheck.compare(new Credentials("bob", "x".repeat(500)), HASH))
                .isEqualTo(Result.WRONG);
    }

    @Test
    void aNameAndAPasswordAreReadAndTheRestOfColonsIsPassword() {
        Credentials read = Credentials.of("basic YW5uYTphOmI=");

        assertThat(read).isEqualTo(new Credentials("anna", "a:b"));
        assertThat(String.valueOf(read)).doesNotContain("anna", "a:b");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ????", "Bearer YW5uYTphOmI=", "Basic YW5uYQ=="})
    void whatIsNoPairIsNothing(String field) {
        assertThat(Credentials.of(field)).isNull();
    }

    @Test
    void aPasswordThatWasRightIsKnownAndNoOther() {
        KnownUsers known = new KnownUsers();
        known.add(known.mark(new Credentials("anna", "a")));

        assertThat(known.has(known.mark(new Credentials("anna", "a")))).isTrue();
        assertThat(known.has(known.mark(new Credentials("anna", "b")))).isFalse();
        assertThat(known.has(known.mark(new Credentials("ann", "aa")))).isFalse();
    }
}
