package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Prepared statements of one connection, each prepared once. Used by the ledger's thread alone. */
final class Statements {
    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** @return number of rows changed */
    int update(String sql, Object... values) throws SQLException {
        return statement(sql, values).executeUpdate();
    }

    <T> Optional<T> one(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (ResultSet rows = statement(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    <T> List<T> all(String sql, RowReader<T> reader, Object... values) throws SQLException {
        List<T> result = new ArrayList<>();
        try (ResultSet rows = statement(sql, values).executeQuery()) {
            while (rows.next()) {
                result.add(reader.read(rows));
            }
        }
        return result;
    }

    /** A sum; nothing when there are no rows. */
    long sum(String sql, Object... values) throws SQLException {
        return one(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private PreparedStatement statement(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof UUID uuid ? uuid.toString() : values[i];
            statement.setObject(i + 1, value);
        }
        return statement;
    }
}
