package org.eltor.tor.control.internal.protocol;

import java.util.List;

/**
 * One line of a reply, with the data block that followed it (control-spec 2.3).
 *
 * @param code the three-digit status
 * @param text what follows status and separator; may hold secrets
 * @param data the lines of the data block, dots unescaped; empty unless the line was a {@code +} line
 */
public record ReplyLine(int code, String text, List<String> data) {
    private static final int SUCCESS = 2;
    private static final int EVENT = 6;

    public ReplyLine {
        data = List.copyOf(data);
    }

    boolean isSuccess() {
        return code / 100 == SUCCESS;
    }

    boolean isEvent() {
        return code / 100 == EVENT;
    }

    @Override
    public String toString() {
        return "ReplyLine[" + code + "]";
    }
}
