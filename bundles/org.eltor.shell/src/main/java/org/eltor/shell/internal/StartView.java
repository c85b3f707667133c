package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.circuit.SessionInfo;

/** What is said of a start and a stop. Pure. */
public final class StartView {
    private static final int LIMIT = 300;

    private StartView() {}

    /**
     * The answer to a start that was taken.
     *
     * @param session where the manager stands right after it; empty when it has left meanwhile
     * @param once whether it stops by itself
     */
    public static Page of(Optional<SessionInfo> session, boolean once) {
        ObjectNode json = Json.object().put("started", true).put("once", once);
        json.put("state", session.map(info -> info.state().name()).orElse(null));
        json.put("circuitsWanted", session.map(SessionInfo::circuits).orElse(null));
        json.put("rounds", session.map(SessionInfo::rounds).orElse(null));
        Optional<String> problem = session.flatMap(SessionInfo::problem).map(text -> PlainText.line(text, LIMIT));
        json.put("problem", problem.orElse(null));

        List<Page.Line> lines = new ArrayList<>();
        lines.add(new Page.Line("", "Started" + session.map(StartView::size).orElse("") + ending(once), Tone.GOOD));
        problem.ifPresent(text -> lines.add(new Page.Line("", "Waits: " + text, Tone.CAUTION)));
        return Page.of(json, lines);
    }

    /** The answer to a stop. */
    public static Page stopped() {
        return Page.of(
                Json.object().put("stopped", true), List.of(Page.Line.plain("Stopped. eltor:start starts again.")));
    }

    private static String size(SessionInfo session) {
        return ": " + session.circuits() + (session.circuits() == 1 ? " circuit, " : " circuits, ") + session.rounds()
                + (session.rounds() == 1 ? " round" : " rounds");
    }

    private static String ending(boolean once) {
        return (once ? ", then it stops." : ", then over again.") + " eltor:status shows how it goes.";
    }
}
