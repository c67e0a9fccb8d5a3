/** A program that has nothing to do with HTTP. */
public class Idle {
    public static void main(String[] args) {
        System.out.println("nothing to do");
    }
}
