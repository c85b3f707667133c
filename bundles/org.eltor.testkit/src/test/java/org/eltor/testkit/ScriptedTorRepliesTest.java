package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eltor.api.tor.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Literal replies; they stand as tor 0.4.9.11 gave them. */
class ScriptedTorRepliesTest {
    private static final String A = "$" + "0".repeat(39) + "1";
    private static final String B = "$" + "0".repeat(39) + "2";
    private static final String C = "$" + "0".repeat(39) + "3";
    private static final String TIME = " TIME_CREATED=2026-01-01T00:00:00.000000";

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private ScriptedTorServer server;
    private ControlClient client;

    @BeforeEach
    void open() throws Exception {
        tor.addRelays(6);
        server = ScriptedTorServer.open(tor, ScriptedAuthentication.none(), null);
        client = ControlClient.tcp(server);
        assertThat(client.ask("AUTHENTICATE")).containsExactly("250 OK");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("testkit-"));
    }

    private void build() throws Exception {
        assertThat(client.ask("EXTENDCIRCUIT 0 " + A + "," + B + "," + C + " purpose=controller"))
                .last()
                .asString()
                .startsWith("250 EXTENDED ");
        executor.advance(Duration.ofSeconds(1));
    }

    @Test
    void writesOneCircuitOnOneLineAndMoreAsData() throws Exception {
        assertThat(client.ask("GETINFO circuit-status")).containsExactly("250-circuit-status=", "250 OK");
        build();
        String path = A + "~relay0," + B + "~relay1," + C + "~relay2 PURPOSE=CONTROLLER" + TIME;
        assertThat(client.ask("GETINFO circuit-status"))
                .containsExactly("250-circuit-status=1 BUILT " + path, "250 OK");
        tor.ownCircuit("GENERAL", List.of(Fingerprint.parse(A)));
        assertThat(client.ask("GETINFO circuit-status"))
                .containsExactly(
                        "250+circuit-status=",
                        "1 BUILT " + path,
                        "2 LAUNCHED BUILD_FLAGS=NEED_CAPACITY PURPOSE=GENERAL TIME_CREATED=2026-01-01T00:00:01.000000",
                        ".",
                        "250 OK");
    }

    @Test
    void answersInformationAsTorDoes() throws Exception {
        assertThat(client.ask("GETINFO version status/enough-dir-info"))
                .containsExactly("250-version=0.4.9.11", "250-status/enough-dir-info=1", "250 OK");
        assertThat(client.ask("getinfo  version")).containsExactly("250-version=0.4.9.11", "250 OK");
        assertThat(client.ask("GETINFO")).containsExactly("250 OK");
        assertThat(client.ask("GETINFO version nope")).containsExactly("552 Unrecognized key \"nope\"");
        assertThat(client.ask("GETINFO nope nope2"))
                .containsExactly("552-Unrecognized key \"nope\"", "552 Unrecognized key \"nope2\"");
        assertThat(client.ask("GETINFO desc/id/" + "0".repeat(40)))
                .containsExactly("552 We fetch microdescriptors, not router descriptors."
                        + " You'll need to use md/id/* instead of desc/id/*.");
        assertThat(client.ask("GETINFO status/bootstrap-phase"))
                .containsExactly(
                        "250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\"", "250 OK");
        tor.info("config-text", "a\n.b\n\nc\n");
        assertThat(client.ask("GETINFO config-text"))
                .containsExactly("250+config-text=", "a", "..b", "", "c", ".", "250 OK");
    }

    @Test
    void answersOptionsAsTorDoes() throws Exception {
        assertThat(client.ask("GETCONF")).containsExactly("250 OK");
        assertThat(client.ask("GETCONF socksport")).containsExactly("250 SocksPort=9050");
        assertThat(client.ask("GETCONF PaymentCircuitMaxFee Foo"))
                .containsExactly(
                        "552-Unrecognized configuration key \"PaymentCircuitMaxFee\"",
                        "552 Unrecognized configuration key \"Foo\"");
        assertThat(client.ask("GETCONF MaxCircuitDirtiness NewCircuitPeriod __DisablePredictedCircuits"))
                .containsExactly(
                        "250-MaxCircuitDirtiness=600", "250-NewCircuitPeriod=30", "250 __DisablePredictedCircuits=0");
        assertThat(client.ask("GETCONF EntryNodes")).containsExactly("250 EntryNodes=");
        assertThat(client.ask("GETCONF HashedControlPassword")).containsExactly("250 HashedControlPassword");
        assertThat(client.ask("SETCONF")).containsExactly("250 OK");
        assertThat(client.ask("SETCONF PaymentRateMsats=5"))
                .containsExactly("552 Unrecognized option: Unknown option 'PaymentRateMsats'.  Failing.");
        assertThat(client.ask("SETCONF SocksTimeout=abc"))
                .containsExactly("513 Unacceptable option value: Could not parse SocksTimeout:"
                        + " Provided value is malformed or out of bounds: Unable to parse abc as a number");
        assertThat(client.ask("SETCONF SocksTimeout=\"3 parsecs\""))
                .containsExactly("513 Unacceptable option value: Could not parse SocksTimeout:"
                        + " Provided value is malformed or out of bounds: Unknown unit in 3 parsecs");
        assertThat(client.ask("SETCONF UseMicrodescriptors=2"))
                .containsExactly("513 Unacceptable option value: Could not parse UseMicrodescriptors:"
                        + " Unrecognized value 2. Allowed values are 0, 1, and auto.");
        assertThat(client.ask("SETCONF SocksTimeout= MaxCircuitDirtiness=5")).containsExactly("250 OK");
        assertThat(client.ask("GETCONF SocksTimeout MaxCircuitDirtiness"))
                .containsExactly("250-SocksTimeout=0", "250 MaxCircuitDirtiness=10");
        assertThat(client.ask("SETCONF __LeaveStreamsUnattached=2"))
                .containsExactly("513 Unacceptable option value: Could not parse __LeaveStreamsUnattached:"
                        + " Unrecognized value 2. Allowed values are 0 and 1.");
        assertThat(client.ask("SETCONF SocksTimeout = 10"))
                .containsExactly("512 Bad arguments to SETCONF: Cannot parse keyword argument(s)");
        assertThat(client.ask("SETCONF SocksTimeout=\"10"))
                .containsExactly("512 Bad arguments to SETCONF: Cannot parse keyword argument(s)");
        assertThat(client.ask("SETCONF ExitNodes=\"a b\""))
                .containsExactly("513 Unacceptable option value: Invalid router list.");
        assertThat(client.ask("SETCONF SocksPort=0 SocksPort=9150")).containsExactly("250 OK");
        assertThat(client.ask("GETCONF SocksPort ControlPort"))
                .containsExactly("250-SocksPort=0", "250-SocksPort=9150", "250 ControlPort");
        assertThat(client.ask("RESETCONF SocksTimeout=20 SocksPort")).containsExactly("250 OK");
        assertThat(client.ask("GETCONF SocksTimeout SocksPort"))
                .containsExactly("250-SocksTimeout=20", "250 SocksPort=9050");
        assertThat(client.ask("RESETCONF Foo"))
                .containsExactly("552 Unrecognized option: Unknown option 'Foo'.  Failing.");
    }

    @Test
    void refusesCommandsAsTorDoes() throws Exception {
        Map<String, String> refusals = Map.ofEntries(
                Map.entry("EXTENDCIRCUIT", "512 Bad arguments to EXTENDCIRCUIT: Need at least 1 argument(s)"),
                Map.entry("extendcircuit 0 zz", "552 No such router \"zz\""),
                Map.entry("EXTENDCIRCUIT 99 relay0", "552 Unknown circuit \"99\""),
                Map.entry("EXTENDCIRCUIT 0 a,b purpose=nope", "552 Unknown purpose \"nope\""),
                Map.entry("ATTACHSTREAM 9999", "512 Bad arguments to ATTACHSTREAM: Need at least 2 argument(s)"),
                Map.entry("ATTACHSTREAM 9999 999", "552 Unknown stream \"9999\""),
                Map.entry("CLOSECIRCUIT 0", "552 Unknown circuit \"0\""),
                Map.entry("CLOSESTREAM 9999 1", "552 Unknown stream \"9999\""),
                Map.entry("SETEVENTS Foo", "552 Unrecognized event \"Foo\""),
                Map.entry("SIGNAL FOO", "552 Unrecognized signal code \"FOO\""),
                Map.entry("SIGNAL", "512 Bad arguments to SIGNAL: Need at least 1 argument(s)"),
                Map.entry("TEARDOWNCIRCUIT 5", "510 Unrecognized command \"TEARDOWNCIRCUIT\""),
                Map.entry("USEFEATURE FOO", "552 Unrecognized feature \"FOO\""),
                Map.entry("AUTHCHALLENGE SAFECOOKIE 00", "515 Cookie authentication is disabled"),
                Map.entry("   ", "510 Unrecognized command \"\""));
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            assertThat(client.ask(refusal.getKey())).containsExactly(refusal.getValue());
        }
    }
}
