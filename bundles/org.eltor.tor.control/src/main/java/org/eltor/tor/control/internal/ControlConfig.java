package org.eltor.tor.control.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the connection, PID {@code org.eltor.tor.control}. */
@ObjectClassDefinition(
        name = "Eltor control connection",
        description = "Where tor's control port is, and how to authenticate.")
@interface ControlConfig {
    @AttributeDefinition(name = "Address", description = "host:port, or unix:/path of a ControlSocket.")
    String address() default "127.0.0.1:9051";

    @AttributeDefinition(
            name = "Cookie file",
            description = "Tor's control_auth_cookie. Empty: the file that a tor on this machine names itself.",
            required = false)
    String cookie_file() default "";

    @AttributeDefinition(
            name = "Password file",
            description = "A file that holds only the control password, readable by its owner alone. Empty: none.",
            required = false)
    String password_file() default "";

    @AttributeDefinition(
            name = "Command timeout (s)",
            description = "For connecting, and for each answer; questions for directories get at least 30 s.",
            min = "1")
    int command_timeout_seconds() default 10;

    @AttributeDefinition(name = "Shortest reconnect delay (ms)", description = "Doubles with each attempt.", min = "1")
    long reconnect_min_ms() default 200;

    @AttributeDefinition(name = "Longest reconnect delay (ms)", description = "Where doubling ends.", min = "1")
    long reconnect_max_ms() default 10_000;
}
