package org.eltor.shell.internal;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a component says stands in its way.
 *
 * @param component its PID
 * @param text what is wrong and the way out, one clean line
 */
public record Problem(String component, String text) {
    private static final int LIMIT = 300;
    private static final String OURS = "org.eltor.";

    public Problem {
        component = PlainText.line(component, 80);
        text = PlainText.line(text, LIMIT);
    }

    /** The component's name for people: {@code tor control} for {@code org.eltor.tor.control}. */
    public String name() {
        String name = component.startsWith(OURS) ? component.substring(OURS.length()) : component;
        return name.replace('.', ' ');
    }

    @Override
    public String toString() {
        return name() + ": " + text;
    }

    /**
     * Says in one line why something is missing.
     *
     * @param what what is missing, as the start of a sentence: "No relays yet"
     * @param problems what all components say
     * @param prefixes beginnings of the PIDs that can be the cause; where none of them has a problem, all are named
     */
    public static ExplainedException missing(String what, List<Problem> problems, String... prefixes) {
        Predicate<Problem> cause = problem -> List.of(prefixes).stream().anyMatch(problem.component::startsWith);
        List<Problem> causes = problems.stream().anyMatch(cause)
                ? problems.stream().filter(cause).toList()
                : problems;
        if (causes.isEmpty()) {
            return new ExplainedException(what + ", and nothing says why: if it was just started, try again in some"
                    + " seconds; eltor:status and log:display say more");
        }
        return new ExplainedException(
                what + "; " + causes.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
}
