/// Tests of the words.
@NullMarked
package dev.lockkeeper.words;

import org.jspecify.annotations.NullMarked;
