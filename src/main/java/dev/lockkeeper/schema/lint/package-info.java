/// What a script may do to a database in use, read from its text: locks that stop others, data that goes, habits that hurt later.
@NullMarked
package dev.lockkeeper.schema.lint;

import org.jspecify.annotations.NullMarked;
