/// Encryption in the age format: the only room that knows Jagged.
@NullMarked
package dev.lockkeeper.adapter.age;

import org.jspecify.annotations.NullMarked;
