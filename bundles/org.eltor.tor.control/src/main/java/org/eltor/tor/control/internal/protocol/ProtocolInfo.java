package org.eltor.tor.control.internal.protocol;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.TorException;

/**
 * How a tor wants to be authenticated to (PROTOCOLINFO, control-spec 3.21). Nothing of it is proven yet: whoever
 * listens at the address wrote it.
 *
 * @param methods names of the methods offered, unknown ones included
 * @param cookieFile where the cookie is said to be; empty when not told, or not as an absolute path
 */
public record ProtocolInfo(Set<String> methods, Optional<Path> cookieFile) {
    /** No authentication at all. */
    public static final String NULL = "NULL";
    /** A password. */
    public static final String HASHED_PASSWORD = "HASHEDPASSWORD";
    /** The cookie itself. */
    public static final String COOKIE = "COOKIE";
    /** Proof of knowing the cookie, by both sides. */
    public static final String SAFE_COOKIE = "SAFECOOKIE";

    public ProtocolInfo {
        methods = Set.copyOf(methods);
    }

    /** Reads the answer to PROTOCOLINFO. */
    public static ProtocolInfo parse(Reply reply) throws TorException {
        if (!reply.orRefused().lines().get(0).text().startsWith("PROTOCOLINFO ")) {
            throw Messages.malformed("answer to PROTOCOLINFO is none");
        }
        for (ReplyLine line : reply.lines()) {
            if (line.text().startsWith("AUTH ")) {
                return auth(line.text());
            }
        }
        return new ProtocolInfo(Set.of(), Optional.empty());
    }

    private static ProtocolInfo auth(String text) throws TorException {
        try {
            Map<String, String> pairs = new EventLine(text).pairs();
            Set<String> methods =
                    new HashSet<>(List.of(pairs.getOrDefault("METHODS", "").split(",")));
            return new ProtocolInfo(
                    methods,
                    Optional.ofNullable(pairs.get("COOKIEFILE")).map(Path::of).filter(Path::isAbsolute));
        } catch (InvalidPathException e) {
            throw Messages.malformed("answer to PROTOCOLINFO names an impossible cookie file");
        } catch (IllegalArgumentException e) {
            throw Messages.malformed("answer to PROTOCOLINFO cannot be read");
        }
    }

    /** Whether {@code method} is offered. */
    public boolean offers(String method) {
        return methods.contains(method);
    }
}
