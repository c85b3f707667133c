package org.eltor.tor.control.internal.protocol;

import java.util.List;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;

/**
 * A complete message of tor: the answer to one command, or one asynchronous event (control-spec 2.3 and 4).
 *
 * @param lines at least one; they may hold secrets and are not printed
 */
public record Reply(List<ReplyLine> lines) {
    public Reply {
        lines = List.copyOf(lines);
    }

    /** Whether this is an event and no answer. */
    public boolean isEvent() {
        return lines.get(0).isEvent();
    }

    /** The status of the first line that reports a failure, else of the last line. */
    public int code() {
        return decisive().code();
    }

    /** The text of the line that {@link #code()} is taken from. */
    public String text() {
        return decisive().text();
    }

    /** Whether no line reports a failure. */
    public boolean isSuccess() {
        return decisive().isSuccess();
    }

    /** Returns this reply when it is a success, else fails as refused, with tor's own words for the message. */
    public Reply orRefused() throws TorException {
        if (!isSuccess()) {
            throw new TorException(Failure.REFUSED, code(), Messages.refused(this));
        }
        return this;
    }

    private ReplyLine decisive() {
        for (ReplyLine line : lines) {
            if (!line.isSuccess()) {
                return line;
            }
        }
        return lines.get(lines.size() - 1);
    }

    @Override
    public String toString() {
        return "Reply[" + code() + ", " + lines.size() + " lines]";
    }
}
