package org.eltor.wallet.support.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One request to a wallet.
 *
 * @param method GET, POST, PATCH
 * @param path below the wallet's address, with its query
 * @param headers besides those of every request
 * @param body what is sent; empty for none
 * @param timeout from the first attempt to connect to the last byte of the answer
 * @param until ends the answer at the first line that it accepts, for answers that stay open; empty reads all
 */
public record HttpCall(
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Duration timeout,
        Optional<Predicate<String>> until) {
    private static final String CONTENT_TYPE = "Content-Type";

    public static HttpCall get(String path, Duration timeout) {
        return new HttpCall("GET", path, Map.of(), Optional.empty(), timeout, Optional.empty());
    }

    public static HttpCall json(String method, String path, Object body, Duration timeout) {
        return new HttpCall(
                method,
                path,
                Map.of(CONTENT_TYPE, "application/json"),
                Optional.of(body.toString()),
                timeout,
                Optional.empty());
    }

    /** POST of a form; the order of its fields is the map's. */
    public static HttpCall form(String path, Map<String, String> fields, Duration timeout) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpCall(
                "POST",
                path,
                Map.of(CONTENT_TYPE, "application/x-www-form-urlencoded"),
                Optional.of(body),
                timeout,
                Optional.empty());
    }

    public HttpCall untilLine(Predicate<String> line) {
        return new HttpCall(method, path, headers, body, timeout, Optional.of(line));
    }

    public HttpCall withHeaders(Map<String, String> others) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putAll(others);
        return new HttpCall(method, path, Map.copyOf(all), body, timeout, until);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Paths and bodies name payments: they are not printed. */
    @Override
    public String toString() {
        return "HttpCall[" + method + "]";
    }
}
