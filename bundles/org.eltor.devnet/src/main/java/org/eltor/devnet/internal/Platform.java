package org.eltor.devnet.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The services of the other bundles, as far as they are present now. Any thread. */
public interface Platform {

    /** The preferred service of a type of our API. */
    <T> Optional<T> find(Class<T> type);

    /** The preferred service of a type of our API that belongs to this Lightning network. */
    <T> Optional<T> find(Class<T> type, MoneyKind kind);

    /** What the preferred service of that network says of itself. */
    Optional<Object> property(Class<?> type, MoneyKind kind, String name);

    /** All services of a type of our API. */
    <T> List<T> all(Class<T> type);

    /**
     * Waits until a condition holds; it is asked again whenever a service comes or goes, and a few times a second.
     *
     * @return whether it held within the limit
     */
    boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException;
}
