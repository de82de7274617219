/// Tests of moving the schema, with fakes.
@NullMarked
package dev.lockkeeper.schema;

import org.jspecify.annotations.NullMarked;
