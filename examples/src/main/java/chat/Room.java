package chat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is here, and what is said. Any thread. */
final class Room {

    private final List<Member> members = new CopyOnWriteArrayList<>();

    void enter(Member member) {
        members.add(member);
    }

    void leave(Member member) {
        members.remove(member);
    }

    void say(String line) {
        members.forEach(member -> member.hear(line));
    }

    int size() {
        return members.size();
    }
}
