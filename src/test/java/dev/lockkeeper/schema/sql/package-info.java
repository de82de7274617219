@NullMarked
package dev.lockkeeper.schema.sql;

import org.jspecify.annotations.NullMarked;
