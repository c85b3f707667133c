package org.eltor.devnet.internal;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Changes configurations of other bundles for the time of a network. What they were is kept inside the changed
 * configurations themselves, so that they can be restored even after the JVM has died.
 */
final class Overrides {

    /** Marks a changed configuration; its value says whether there was one before. */
    private static final String MARK = "eltor.devnet";

    private static final String BEFORE = "eltor.devnet.before.";

    private final ConfigurationAdmin admin;

    Overrides(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** The values of a configuration as the user has set them; empty when there is none. */
    Map<String, Object> values(String pid) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        Hashtable<String, Object> values = copy(configuration.getProperties());
        return values.containsKey(MARK) ? before(values) : values;
    }

    /** Sets some values of a configuration and leaves the others as they are. */
    void set(String pid, Map<String, Object> values) throws IOException {
        restore(pid);
        Configuration configuration = admin.getConfiguration(pid, "?");
        Hashtable<String, Object> before = copy(configuration.getProperties());
        Hashtable<String, Object> changed = new Hashtable<>(before);
        before.forEach((key, value) -> changed.put(BEFORE + key, value));
        changed.keySet()
                .removeIf(key -> key.startsWith("felix.fileinstall.")); // else it writes this to the user's file
        changed.putAll(values);
        changed.put(MARK, configuration.getProperties() != null);
        configuration.update(changed);
    }

    /** Restores every configuration that was changed, also by an earlier run of this bundle. */
    void restoreAll() throws IOException {
        Configuration[] changed;
        try {
            changed = admin.listConfigurations("(" + MARK + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
        if (changed != null) {
            for (Configuration configuration : changed) {
                restore(configuration);
            }
        }
    }

    private void restore(String pid) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        if (copy(configuration.getProperties()).containsKey(MARK)) {
            restore(configuration);
        }
    }

    private static void restore(Configuration configuration) throws IOException {
        Hashtable<String, Object> changed = copy(configuration.getProperties());
        if (Boolean.TRUE.equals(changed.get(MARK))) {
            configuration.update(before(changed));
        } else {
            configuration.delete();
        }
    }

    private static Hashtable<String, Object> before(Map<String, Object> changed) {
        Hashtable<String, Object> before = new Hashtable<>();
        changed.forEach((key, value) -> {
            if (key.startsWith(BEFORE)) {
                before.put(key.substring(BEFORE.length()), value);
            }
        });
        return before;
    }

    private static Hashtable<String, Object> copy(Dictionary<String, Object> properties) {
        Hashtable<String, Object> copy = new Hashtable<>();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> copy.put(key, properties.get(key)));
        }
        return copy;
    }
}
