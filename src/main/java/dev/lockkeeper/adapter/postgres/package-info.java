/// PostgreSQL by JDBC: connections, login, what its errors mean, the one-writer lock, the accounts.
@NullMarked
package dev.lockkeeper.adapter.postgres;

import org.jspecify.annotations.NullMarked;
