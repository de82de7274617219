/// What a database's catalog says its schema is, and how two of them differ.
@NullMarked
package dev.lockkeeper.schema.catalog;

import org.jspecify.annotations.NullMarked;
