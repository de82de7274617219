/// SQL read as text: tokens, statements and what each changes. Enough to look before anything runs; the server alone judges.
@NullMarked
package dev.lockkeeper.schema.sql;

import org.jspecify.annotations.NullMarked;
